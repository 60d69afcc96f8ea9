-- Requests that an older version recorded and nobody acted on.
-- Result: log_id, partition, log_offset, shop, topic, received_at, body
SELECT log_id, partition, log_offset, shop, topic, received_at, body
FROM compliance_requests WHERE body IS NOT NULL ORDER BY log_id, partition, log_offset LIMIT 10 FOR UPDATE
