-- One page of what is held of the customer of a data request: the customer's orders and those that the request names, in
-- the order of their ids.
-- Parts: order_json. Binds: log_id, partition, log_offset (of the request), after (the last page's last id, or empty), limit.
-- Result: one row: data (a JSON array), has_more, last_id (null unless there is more).
WITH request AS (
    SELECT shop, customer_id, order_ids FROM compliance_requests
    WHERE log_id = :log_id AND partition = :partition AND log_offset = :log_offset
), held AS (
    (SELECT o.id FROM orders o JOIN request ON o.shop = request.shop AND o.customer_id = request.customer_id
     WHERE o.id > :after ORDER BY o.id LIMIT :limit + 1)
    UNION
    (SELECT o.id FROM request CROSS JOIN unnest(request.order_ids) AS named (id) JOIN orders o ON o.id = named.id
     WHERE o.id > :after ORDER BY o.id LIMIT :limit + 1)
    ORDER BY id LIMIT :limit + 1
)
SELECT coalesce(json_agg(page.json ORDER BY page.id) FILTER (WHERE page.n <= :limit), '[]') AS data,
       count(*) > :limit AS has_more,
       max(page.id) FILTER (WHERE page.n = :limit) AS last_id
FROM (
    SELECT o.id, row_number() OVER (ORDER BY o.id) AS n, ${order_json} AS json
    FROM held JOIN orders o ON o.id = held.id
) page
