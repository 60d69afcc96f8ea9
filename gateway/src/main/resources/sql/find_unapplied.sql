-- One event that was set aside.
-- Parts: unapplied_json, history. Binds: log_id, partition, log_offset, overdue_before.
-- Result: json, body; no row when it is not set aside.
SELECT (${unapplied_json}::jsonb || jsonb_build_object('history', ${history})) AS json, u.body
FROM unapplied_events u
WHERE u.log_id = :log_id AND u.partition = :partition AND u.log_offset = :log_offset
