-- One page of products in the order of their shops and SKUs.
-- Parts: product_json; filter, conditions on single columns, each ending in AND (or nothing).
-- Binds: after_shop with after_sku (where the page begins: after this place), limit, and what the filter names.
-- Result: one row: data (a JSON array), has_more, last_place (shop and SKU in two lines; null unless there is more).
SELECT coalesce(json_agg(page.json ORDER BY page.n) FILTER (WHERE page.n <= :limit), '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.place) FILTER (WHERE page.n = :limit) AS last_place
FROM (
    SELECT p.shop || E'\n' || p.sku AS place, row_number() OVER (ORDER BY p.shop, p.sku) AS n, ${product_json} AS json
    FROM (
        SELECT *
        FROM products
        WHERE ${filter}
              (shop, sku) > (:after_shop, :after_sku)
        ORDER BY shop, sku
        LIMIT :limit + 1
    ) p
    JOIN inventory i ON (i.shop, i.sku) = (p.shop, p.sku)
) page
