-- Moves a partition's progress if it still is where this instance saw it; no row: another instance moved it.
-- $1 log id, $2 partition, $3 expected next offset, $4 new next offset
UPDATE consumer_progress SET next_offset = $4, updated_at = now()
WHERE log_id = $1 AND partition = $2 AND next_offset = $3
