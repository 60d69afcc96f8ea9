-- Keeps what came of events that are still set aside after a retry, or were discarded. One whose order was unknown has the
-- order under which it was retried, so that it is found when that order appears.
-- $1 log ids, $2 partitions, $3 offsets, $4 outcomes, $5 reasons, $6 details, $7 attempts, $8 order ids (may be null),
-- $9 whether discarded, $10 time
UPDATE unapplied_events u SET
    outcome = b.outcome, reason = b.reason, detail = b.detail,
    last_attempt_at = CASE WHEN b.attempts > u.attempts THEN $10 ELSE u.last_attempt_at END,
    attempts = b.attempts,
    order_id = coalesce(u.order_id, b.order_id),
    discarded_at = CASE WHEN b.discarded THEN $10 END
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
    AS b (log_id, partition, log_offset, outcome, reason, detail, attempts, order_id, discarded)
WHERE u.log_id = b.log_id AND u.partition = b.partition AND u.log_offset = b.log_offset
