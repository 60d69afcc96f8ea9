-- Deletes what was done long ago about events that are not set aside any more.
-- $1 before when, $2 most rows
DELETE FROM repair_history WHERE (command_id, log_id, partition, log_offset) IN (
    SELECT h.command_id, h.log_id, h.partition, h.log_offset FROM repair_history h
    WHERE h.applied_at < $1 AND NOT EXISTS (
        SELECT FROM unapplied_events u
        WHERE u.log_id = h.log_id AND u.partition = h.partition AND u.log_offset = h.log_offset)
    LIMIT $2)
