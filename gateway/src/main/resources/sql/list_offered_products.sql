-- One page of a shop's active products in the order of their SKUs, and its catalog's generation in the same snapshot.
-- Parts: product_json; filter, conditions on single columns, each ending in AND (or nothing).
-- Binds: shop, after_sku (the last page's last SKU, or empty), limit, and what the filter names.
-- Result: one row: generation, data (a JSON array), has_more, last_place (null unless there is more).
SELECT coalesce((SELECT c.generation FROM catalogs c WHERE c.shop = :shop), 0) AS generation,
       coalesce(json_agg(page.json ORDER BY page.sku) FILTER (WHERE page.n <= :limit), '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.sku) FILTER (WHERE page.n = :limit) AS last_place
FROM (
    SELECT p.sku, row_number() OVER (ORDER BY p.sku) AS n, ${product_json} AS json
    FROM (
        SELECT *
        FROM products
        WHERE ${filter}
              shop = :shop AND active AND sku > :after_sku
        ORDER BY sku
        LIMIT :limit + 1
    ) p
    JOIN inventory i ON (i.shop, i.sku) = (p.shop, p.sku)
) page
