-- The next shipment requests of a shard to publish.
-- $1 shard, $2 most rows
-- Result: position, order_id, sequence, action, reason, lines, occurred_at, recorded_at
SELECT position, order_id, sequence, action, reason, lines::text AS lines, occurred_at, recorded_at
FROM shipment_requests WHERE published_at IS NULL AND shard = $1 ORDER BY position LIMIT $2
