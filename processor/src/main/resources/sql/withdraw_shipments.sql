-- Takes back what logistics was asked to send, each once; an order that was never requested is passed over.
-- $1 order ids, $2 reasons, $3 times of the events, $4 times of writing, $5 shards
INSERT INTO shipment_requests (order_id, sequence, action, reason, lines, occurred_at, recorded_at, shard)
SELECT b.order_id, 2, 'withdrawn', b.reason, '[]', b.occurred_at, b.recorded_at, b.shard
FROM unnest($1, $2, $3, $4, $5) AS b (order_id, reason, occurred_at, recorded_at, shard)
WHERE EXISTS (SELECT FROM shipment_requests r WHERE r.order_id = b.order_id AND r.sequence = 1)
ON CONFLICT (order_id, sequence) DO NOTHING
