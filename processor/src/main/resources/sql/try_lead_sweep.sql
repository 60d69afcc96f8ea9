-- Takes the sweep until the end of the transaction, unless another has it.
-- Result: whether this transaction has it
SELECT pg_try_advisory_xact_lock(hashtextextended('sluice.sweep', 0))
