-- One page of events that were set aside, newest first.
-- Parts: unapplied_json; filter, conditions on single columns, each ending in AND (or nothing).
-- Binds: outcome, limit, from, before_at with before_log_id, before_partition and before_log_offset (where the page
--        begins), overdue_before, and what the filter names.
-- Result: one row: data (a JSON array), has_more, and the last row's place (last_at, and last_place in three lines), null
--         unless there is more.
SELECT coalesce(json_agg(page.json ORDER BY page.n) FILTER (WHERE page.n <= :limit), '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.set_aside_at::text) FILTER (WHERE page.n = :limit) AS last_at,
       max(page.place) FILTER (WHERE page.n = :limit) AS last_place
FROM (
    SELECT u.set_aside_at, concat_ws(E'\n', u.log_id, u.partition, u.log_offset) AS place,
           row_number() OVER (ORDER BY u.set_aside_at DESC, u.log_id DESC, u.partition DESC, u.log_offset DESC) AS n,
           ${unapplied_json} AS json
    FROM (
        SELECT *
        FROM unapplied_events
        WHERE ${filter}
              outcome = :outcome
          AND set_aside_at >= CAST(:from AS timestamptz)
          AND (set_aside_at, log_id, partition, log_offset) < (
              CAST(:before_at AS timestamptz), CAST(:before_log_id AS smallint), CAST(:before_partition AS integer),
              CAST(:before_log_offset AS bigint))
        ORDER BY set_aside_at DESC, log_id DESC, partition DESC, log_offset DESC
        LIMIT :limit + 1
    ) u
) page
