-- Gives a product a new generation, so that caches of it are dropped.
-- Binds: shop, sku. Result: generation.
UPDATE products SET updated_at = now() WHERE shop = :shop AND sku = :sku RETURNING generation
