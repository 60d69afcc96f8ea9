-- The orders that this transaction's redactions name; one that is redacted already stays with its first redaction.
-- Binds: arrays of equal length: log ids, partitions, offsets of the requests, order ids
INSERT INTO redacted_orders (order_id, redaction_id)
SELECT DISTINCT ON (b.order_id) b.order_id, r.id
FROM unnest($1, $2, $3, $4) AS b (log_id, partition, log_offset, order_id)
JOIN redactions r ON r.log_id = b.log_id AND r.partition = b.partition AND r.log_offset = b.log_offset
ORDER BY b.order_id, r.id
ON CONFLICT (order_id) DO NOTHING
