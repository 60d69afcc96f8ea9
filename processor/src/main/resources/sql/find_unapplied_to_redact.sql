-- Events of a shop that are set aside, after a place in the log; at least one, and no more once there are 4 MiB of bodies.
-- $1 shop, $2 log id, $3 partition, $4 offset, $5 most rows
-- Result: log_id, partition, log_offset, type, shop, order_id, topic, triggered_at, received_at, body, redacted
SELECT u.log_id, u.partition, u.log_offset, u.type, u.shop, u.order_id, u.topic, u.triggered_at, u.received_at, u.body,
       EXISTS (SELECT FROM redacted_orders r WHERE r.order_id = u.order_id) AS redacted
FROM (
    SELECT log_id, partition, log_offset,
           sum(octet_length(body)) OVER (ORDER BY log_id, partition, log_offset) - octet_length(body) AS bytes_before
    FROM (
        SELECT log_id, partition, log_offset, body FROM unapplied_events
        WHERE shop = $1 AND (log_id, partition, log_offset) > ($2, $3, $4)
        ORDER BY log_id, partition, log_offset LIMIT $5
    ) candidates
) p
JOIN unapplied_events u USING (log_id, partition, log_offset)
WHERE p.bytes_before < 4194304
ORDER BY u.log_id, u.partition, u.log_offset
