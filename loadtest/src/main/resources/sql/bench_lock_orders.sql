-- The batch's orders, locked.
-- Binds: 1 ids (text[]), sorted. Result: id, facts.
SELECT id, facts FROM bench_scratch.orders WHERE id = ANY (?) ORDER BY id FOR UPDATE
