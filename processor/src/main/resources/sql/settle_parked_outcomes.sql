-- Moves the outcome of parked events whose order has appeared.
-- $1 log ids, $2 partitions, $3 offsets, $4 days they were written, $5 new outcomes, $6 time
UPDATE outcomes o SET outcome = b.outcome, reason = NULL, applied_at = $6
FROM unnest($1, $2, $3, $4, $5) AS b (log_id, partition, log_offset, applied_on, outcome)
WHERE o.log_id = b.log_id AND o.partition = b.partition AND o.log_offset = b.log_offset
    AND o.applied_on = b.applied_on AND o.outcome = 'parked'
