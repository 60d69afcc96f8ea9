-- Forgets the body of a request that cannot be read.
-- $1 log id, $2 partition, $3 offset
UPDATE compliance_requests SET body = NULL WHERE log_id = $1 AND partition = $2 AND log_offset = $3
