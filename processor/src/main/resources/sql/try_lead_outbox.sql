-- Takes the lead of the outbox for as long as this connection lives, unless another has it.
-- Result: whether this connection leads
SELECT pg_try_advisory_lock(hashtextextended('sluice.outbox', 0))
