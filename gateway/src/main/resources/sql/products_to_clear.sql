-- Products of a shop that changed after a generation, in the order of their changes.
-- Binds: shop, after, most. Result: sku, generation.
SELECT sku, generation
FROM products
WHERE shop = :shop AND generation > :after
ORDER BY generation
LIMIT :most
