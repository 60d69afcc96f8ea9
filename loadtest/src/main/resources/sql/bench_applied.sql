-- The sum of the offsets that the processor has come to.
-- Binds: 1 log_id.
-- Result: applied.
SELECT sum(next_offset)::bigint AS applied FROM consumer_progress WHERE log_id = ?
