-- Drops events that a retry brought to an end in this transaction.
-- $1 log ids, $2 partitions, $3 offsets
DELETE FROM unapplied_events u
USING unnest($1, $2, $3) AS b (log_id, partition, log_offset)
WHERE u.log_id = b.log_id AND u.partition = b.partition AND u.log_offset = b.log_offset
