-- One request under data-protection law.
-- Parts: compliance_json. Binds: log_id, partition, log_offset. Result: kind, done, json; no row when there is none.
SELECT c.topic AS kind, c.done_at IS NOT NULL AS done, ${compliance_json} AS json
FROM compliance_requests c
LEFT JOIN redactions r ON r.log_id = c.log_id AND r.partition = c.partition AND r.log_offset = c.log_offset
WHERE c.log_id = :log_id AND c.partition = :partition AND c.log_offset = :log_offset
