-- What a command about an event needs to know; the body only where the order must be looked for in it.
-- Binds: log_id, partition, log_offset.
-- Result: shop, order_id, type, topic, discarded, body (may be null); no row when it is not set aside.
SELECT shop, order_id, type, topic, discarded_at IS NOT NULL AS discarded,
       CASE WHEN order_id IS NULL THEN body END AS body
FROM unapplied_events
WHERE log_id = :log_id AND partition = :partition AND log_offset = :log_offset
