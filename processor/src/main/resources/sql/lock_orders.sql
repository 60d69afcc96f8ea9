-- Loads and locks a batch's orders, in the order of their ids so that two batches never wait for each other.
-- $1 ids
-- Result: id, state, state_reason, conflict, sequence, version, created_at, facts
SELECT id, state, state_reason, conflict, sequence, version, created_at, facts
FROM orders WHERE id = ANY ($1) ORDER BY id FOR UPDATE
