-- One page of a shop's active products that match a search, the best first, and its catalog's generation in the same
-- snapshot.
-- Parts: product_json; filter, conditions on single columns, each ending in AND (or nothing).
-- Binds: shop, search (any text), most (matches that are ranked at most), after_rank with after_sku (where the page begins:
--        after this place), limit, and what the filter names.
-- Result: one row: generation, data (a JSON array), has_more, last_place (rank and SKU; null unless there is more).
SELECT coalesce((SELECT c.generation FROM catalogs c WHERE c.shop = :shop), 0) AS generation,
       coalesce(json_agg(page.json ORDER BY page.n) FILTER (WHERE page.n <= :limit), '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.place) FILTER (WHERE page.n = :limit) AS last_place
FROM (
    SELECT row_number() OVER (ORDER BY p.rank DESC, p.sku) AS n, p.rank::text || ' ' || p.sku AS place,
           ${product_json} AS json
    FROM (
        SELECT ranked.*
        FROM (
            SELECT matching.*, ts_rank(matching.search, matching.query) AS rank
            FROM (
                SELECT products.*, query
                FROM products CROSS JOIN websearch_to_tsquery('simple', :search) query
                WHERE ${filter}
                      shop = :shop AND active AND search @@ query
                LIMIT :most
            ) matching
        ) ranked
        WHERE ranked.rank < CAST(:after_rank AS real)
           OR (ranked.rank = CAST(:after_rank AS real) AND ranked.sku > :after_sku)
        ORDER BY ranked.rank DESC, ranked.sku
        LIMIT :limit + 1
    ) p
    JOIN inventory i ON (i.shop, i.sku) = (p.shop, p.sku)
) page
