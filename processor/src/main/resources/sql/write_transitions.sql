-- Appends a batch's transitions, in order; unpublished, so the relay finds them.
-- Binds: arrays of equal length, in the order of the columns.
INSERT INTO transitions (order_id, sequence, from_state, to_state, reason, inferred, occurred_at, recorded_at, shard)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
