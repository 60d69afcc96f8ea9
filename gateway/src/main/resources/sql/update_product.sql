-- Changes a product. What is null stays, unless its name is among the cleared.
-- Binds: shop, sku, cleared (names of columns), name, description, brand, category, price, currency, active,
--        per_customer_limit.
-- Result: generation.
UPDATE products
SET name = coalesce(CAST(:name AS text), name),
    description = coalesce(CAST(:description AS text), description),
    brand = CASE WHEN 'brand' = ANY (CAST(:cleared AS text[])) THEN NULL ELSE coalesce(CAST(:brand AS text), brand) END,
    category = CASE WHEN 'category' = ANY (CAST(:cleared AS text[])) THEN NULL ELSE coalesce(CAST(:category AS text), category) END,
    price = coalesce(CAST(:price AS numeric), price),
    currency = coalesce(CAST(:currency AS text), currency),
    active = coalesce(CAST(:active AS boolean), active),
    per_customer_limit = CASE WHEN 'per_customer_limit' = ANY (CAST(:cleared AS text[])) THEN NULL
        ELSE coalesce(CAST(:per_customer_limit AS integer), per_customer_limit) END,
    updated_at = now()
WHERE shop = :shop AND sku = :sku
RETURNING generation
