-- One page of shops in the order of their domains. Of the secrets only how many there are and since when: they go in,
-- they never come out.
-- Parts: shop_json. Binds: after (the last page's last shop, or empty), limit.
-- Result: one row: data (a JSON array), has_more, last_shop (null unless there is more).
SELECT coalesce(json_agg(page.json ORDER BY page.shop) FILTER (WHERE page.n <= :limit), '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.shop) FILTER (WHERE page.n = :limit) AS last_shop
FROM (
    SELECT s.shop, row_number() OVER (ORDER BY s.shop) AS n, ${shop_json} AS json
    FROM (SELECT * FROM shops WHERE shop > :after ORDER BY shop LIMIT :limit + 1) s
) page
