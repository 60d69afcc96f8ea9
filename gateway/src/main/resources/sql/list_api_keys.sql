-- One page of API keys, the newest first.
-- Parts: api_key_json; filter, conditions on single columns, each ending in AND (or nothing).
-- Binds: before_id (where the page begins), limit, and what the filter names.
-- Result: one row: data (a JSON array), has_more, last_place (null unless there is more).
SELECT coalesce(json_agg(page.json ORDER BY page.n) FILTER (WHERE page.n <= :limit), '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.id::text) FILTER (WHERE page.n = :limit) AS last_place
FROM (
    SELECT k.id, row_number() OVER (ORDER BY k.id DESC) AS n, ${api_key_json} AS json
    FROM (
        SELECT *
        FROM api_keys
        WHERE ${filter}
              id < :before_id
        ORDER BY id DESC
        LIMIT :limit + 1
    ) k
    JOIN shops s ON s.shop = k.shop
) page
