-- Takes a shard of the outbox for as long as this connection lives, unless another has it.
-- $1 shard
-- Result: whether this connection owns it
SELECT pg_try_advisory_lock(hashtextextended('sluice.outbox', $1))
