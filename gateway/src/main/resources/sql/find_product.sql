-- One product as JSON.
-- Parts: product_json. Binds: shop, sku. Result: json; no row when there is no such product.
SELECT ${product_json} AS json
FROM products p
JOIN inventory i ON (i.shop, i.sku) = (p.shop, p.sku)
WHERE p.shop = :shop AND p.sku = :sku
