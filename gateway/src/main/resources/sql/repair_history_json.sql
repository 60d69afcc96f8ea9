-- What was done about an event, oldest first; of very many the newest 100. A part that statements include where they need
-- it. Binds: log_id, partition, log_offset.
(
    SELECT coalesce(json_agg(json_build_object(
               'command_id', h.command_id,
               'action', h.action,
               'actor', h.actor,
               'reason', h.note,
               'commanded_at', to_char(h.commanded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'applied_at', to_char(h.applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'outcome', h.outcome,
               'outcome_reason', h.reason) ORDER BY h.applied_at, h.command_id), '[]')
    FROM (
        SELECT * FROM repair_history
        WHERE log_id = :log_id AND partition = :partition AND log_offset = :log_offset
        ORDER BY applied_at DESC
        LIMIT 100
    ) h
)
