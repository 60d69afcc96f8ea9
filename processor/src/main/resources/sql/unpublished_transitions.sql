-- The next transitions to publish. Within an order position grows with sequence, so its steps come out in order; a row
-- that commits late is simply found by a later read.
-- $1 most rows
-- Result: position, order_id, sequence, from_state, to_state, reason, inferred, occurred_at
SELECT position, order_id, sequence, from_state, to_state, reason, inferred, occurred_at
FROM transitions WHERE published_at IS NULL ORDER BY position LIMIT $1
