-- Locks orders in the order in which batches do.
-- $1 ids. Result: id, facts
SELECT id, facts FROM orders WHERE id = ANY ($1) ORDER BY id FOR UPDATE
