-- One page of requests under data-protection law, the newest first.
-- Parts: compliance_json. Binds: kind, shop (null for all), open (whether completed ones are left out), before_received_at
--        with log_id, partition and log_offset (where the page begins: after this place), limit.
-- Result: one row: data (a JSON array), has_more, and the last row's place, null unless there is more.
SELECT coalesce(json_agg(page.json ORDER BY page.n) FILTER (WHERE page.n <= :limit), '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.place) FILTER (WHERE page.n = :limit) AS last_place
FROM (
    SELECT row_number() OVER (ORDER BY c.received_at DESC, c.log_id, c.partition, c.log_offset) AS n,
           c.received_at || ' ' || c.log_id || ' ' || c.partition || ' ' || c.log_offset AS place,
           ${compliance_json} AS json
    FROM compliance_requests c
    LEFT JOIN redactions r ON r.log_id = c.log_id AND r.partition = c.partition AND r.log_offset = c.log_offset
    WHERE (CAST(:kind AS text) IS NULL OR c.topic = :kind)
      AND (CAST(:shop AS text) IS NULL OR c.shop = :shop)
      AND (NOT :open OR (c.topic <> 'app/uninstalled' AND c.done_at IS NULL AND r.completed_at IS NULL))
      AND c.received_at <= CAST(:before_received_at AS timestamptz)
      AND (c.received_at < CAST(:before_received_at AS timestamptz)
           OR (c.log_id, c.partition, c.log_offset) > (:log_id, :partition, :log_offset))
    ORDER BY c.received_at DESC, c.log_id, c.partition, c.log_offset
    LIMIT :limit + 1
) page
