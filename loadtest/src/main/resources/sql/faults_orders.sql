-- Orders as they are stored.
-- ? ids
-- Result: id, facts, state, sequence, conflict
SELECT id, facts, state, sequence, conflict FROM orders WHERE id = ANY (?::text[])
