-- One page of orders, newest first, as JSON that goes out as it is.
-- Parts: order_json; filter, conditions on single columns, each ending in AND (or nothing); nulls, where nulls would
--        stand in the order: FIRST with conditions and LAST without. created_at is never null. It keeps the index over all
--        orders from serving a listing with conditions, which would read every newer order on the way to a rare one.
-- Binds: limit (rows on the page), created_from, before_created_at with before_id (where the page begins: rows that come
--        after this place in the listing's order), and what the filter names. Times are text in PostgreSQL's or RFC 3339
--        form, or infinity.
-- Result: one row: data (a JSON array), has_more, and the last row's place, null unless there is more.
SELECT coalesce(
           json_agg(page.json ORDER BY page.created_at DESC NULLS ${nulls}, page.id DESC) FILTER (WHERE page.n <= :limit),
           '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.created_at::text) FILTER (WHERE page.n = :limit) AS last_created_at,
       max(page.id) FILTER (WHERE page.n = :limit) AS last_id
FROM (
    SELECT o.id, o.created_at, row_number() OVER (ORDER BY o.created_at DESC NULLS ${nulls}, o.id DESC) AS n,
           ${order_json} AS json
    FROM (
        SELECT *
        FROM orders
        WHERE ${filter}
              created_at >= CAST(:created_from AS timestamptz)
          AND (created_at, id) < (CAST(:before_created_at AS timestamptz), :before_id)
        ORDER BY created_at DESC NULLS ${nulls}, id DESC
        LIMIT :limit + 1
    ) o
) page
