-- Asks logistics to send orders, each once.
-- $1 order ids, $2 reasons, $3 lines, $4 times of the events, $5 times of writing, $6 shards
INSERT INTO shipment_requests (order_id, sequence, action, reason, lines, occurred_at, recorded_at, shard)
SELECT b.order_id, 1, 'requested', b.reason, b.lines, b.occurred_at, b.recorded_at, b.shard
FROM unnest($1, $2, $3, $4, $5, $6) AS b (order_id, reason, lines, occurred_at, recorded_at, shard)
ON CONFLICT (order_id, sequence) DO NOTHING
