-- An active product, and its catalog's generation in the same snapshot.
-- Parts: product_json. Binds: shop, sku.
-- Result: one row: generation (0 without a catalog), json (null when there is no such product).
SELECT coalesce((SELECT c.generation FROM catalogs c WHERE c.shop = :shop), 0) AS generation,
       (SELECT ${product_json}
        FROM products p
        JOIN inventory i ON (i.shop, i.sku) = (p.shop, p.sku)
        WHERE p.shop = :shop AND p.sku = :sku AND p.active) AS json
