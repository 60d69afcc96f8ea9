-- Moves the outcome of events that were retried or discarded. The row of a day that retention has dropped is gone; the
-- ledger's sums move all the same.
-- $1 log ids, $2 partitions, $3 offsets, $4 days they were written, $5 outcomes they leave, $6 new outcomes, $7 reasons,
-- $8 time
UPDATE outcomes o SET outcome = b.outcome, reason = b.reason, applied_at = $8
FROM unnest($1, $2, $3, $4, $5, $6, $7) AS b (log_id, partition, log_offset, applied_on, left_outcome, outcome, reason)
WHERE o.log_id = b.log_id AND o.partition = b.partition AND o.log_offset = b.log_offset
    AND o.applied_on = b.applied_on AND o.outcome = b.left_outcome
