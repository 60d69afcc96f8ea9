-- Adds a product.
-- Binds: shop, sku, name, description, brand, category, price, currency, active, per_customer_limit; brand, category and
--        per_customer_limit may be null.
-- Result: generation; no row when the shop has this SKU already.
INSERT INTO products (shop, sku, name, description, brand, category, price, currency, active, per_customer_limit)
VALUES (:shop, :sku, :name, :description, :brand, :category, :price, :currency, :active, CAST(:per_customer_limit AS integer))
ON CONFLICT DO NOTHING
RETURNING generation
