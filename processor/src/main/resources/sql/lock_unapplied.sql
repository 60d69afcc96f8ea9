-- Loads and locks the events that a batch's commands are about, in the order of their places so that two batches never
-- wait for each other.
-- $1 log ids, $2 partitions, $3 offsets
-- Result: log_id, partition, log_offset, applied_on, outcome, reason, detail, attempts, discarded, type, shop, order_id,
--         topic, webhook_id, triggered_at, received_at, body
SELECT u.log_id, u.partition, u.log_offset, u.applied_on, u.outcome, u.reason, u.detail, u.attempts,
    u.discarded_at IS NOT NULL AS discarded, u.type, u.shop, u.order_id, u.topic, u.webhook_id, u.triggered_at,
    u.received_at, u.body
FROM unapplied_events u
WHERE (u.log_id, u.partition, u.log_offset) IN
    (SELECT b.log_id, b.partition, b.log_offset FROM unnest($1, $2, $3) AS b (log_id, partition, log_offset))
ORDER BY u.log_id, u.partition, u.log_offset
FOR UPDATE
