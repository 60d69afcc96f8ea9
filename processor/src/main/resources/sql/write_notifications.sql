-- Writes what customers are told, each kind once for an order: what was told before, or earlier in this batch, stands.
-- Binds: arrays of equal length, in the order of the columns.
INSERT INTO notifications (order_id, kind, occurred_at, recorded_at, shard)
SELECT * FROM unnest($1, $2, $3, $4, $5)
ON CONFLICT (order_id, kind) DO NOTHING
