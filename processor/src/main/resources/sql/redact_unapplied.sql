-- Replaces the bodies of events that are set aside. What failed in reading may quote what it read, so its detail goes too.
-- $1 log ids, $2 partitions, $3 offsets, $4 bodies
UPDATE unapplied_events u
SET body = b.body, detail = CASE WHEN u.outcome = 'dead-lettered' THEN NULL ELSE u.detail END
FROM unnest($1, $2, $3, $4) AS b (log_id, partition, log_offset, body)
WHERE u.log_id = b.log_id AND u.partition = b.partition AND u.log_offset = b.log_offset
