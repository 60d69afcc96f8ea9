-- Deletes events that were given up long ago.
-- $1 before when, $2 most rows
DELETE FROM unapplied_events WHERE (log_id, partition, log_offset) IN (
    SELECT log_id, partition, log_offset FROM unapplied_events WHERE discarded_at < $1
    LIMIT $2 FOR UPDATE SKIP LOCKED)
