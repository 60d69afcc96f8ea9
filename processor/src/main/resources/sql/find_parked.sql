-- The parked events of orders that may appear in this batch, in log order.
-- $1 order ids
-- Result: log_id, partition, log_offset, applied_on, type, shop, order_id, topic, webhook_id, triggered_at, received_at, body
SELECT log_id, partition, log_offset, applied_on, type, shop, order_id, topic, webhook_id, triggered_at, received_at, body
FROM unapplied_events
WHERE outcome = 'parked' AND order_id = ANY ($1)
ORDER BY order_id, log_id, partition, log_offset
