-- Takes the lead in erasing until the end of the transaction, unless another has it.
-- Result: whether this transaction leads
SELECT pg_try_advisory_xact_lock(hashtextextended('sluice.redactions', 0))
