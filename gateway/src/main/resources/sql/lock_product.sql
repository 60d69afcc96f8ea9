-- Keeps a product's row until the end of the transaction.
-- Binds: shop, sku. Result: currency; no row when there is no such product.
SELECT currency FROM products WHERE shop = :shop AND sku = :sku FOR UPDATE
