-- One page of the audit log, newest first.
-- Parts: filter, conditions on single columns, each ending in AND (or nothing).
-- Binds: limit, from, before_at with before_id (where the page begins), and what the filter names.
-- Result: one row: data (a JSON array), has_more, and the last row's place, null unless there is more.
SELECT coalesce(json_agg(page.json ORDER BY page.at DESC, page.id DESC) FILTER (WHERE page.n <= :limit), '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.at::text) FILTER (WHERE page.n = :limit) AS last_at,
       max(page.id::text) FILTER (WHERE page.n = :limit) AS last_id
FROM (
    SELECT a.at, a.id, row_number() OVER (ORDER BY a.at DESC, a.id DESC) AS n,
           json_build_object(
               'id', a.id::text,
               'at', to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'actor', a.actor,
               'action', a.action,
               'target', a.target,
               'shop', a.shop,
               'detail', a.detail,
               'request_id', a.request_id,
               'command_id', a.command_id) AS json
    FROM (
        SELECT *
        FROM audit_log
        WHERE ${filter}
              at >= CAST(:from AS timestamptz)
          AND (at, id) < (CAST(:before_at AS timestamptz), CAST(:before_id AS bigint))
        ORDER BY at DESC, id DESC
        LIMIT :limit + 1
    ) a
) page
