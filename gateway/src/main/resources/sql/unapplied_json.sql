-- An event that was set aside as the API shows it. A part that statements include where they need it; u is a row of
-- unapplied_events. Binds: overdue_before.
json_build_object(
    'id', u.log_id || '-' || u.partition || '-' || u.log_offset,
    'outcome', u.outcome,
    'reason', u.reason,
    'detail', u.detail,
    'attempts', u.attempts,
    'shop', u.shop,
    'order_id', u.order_id,
    'headers', json_build_object(
        'type', u.type,
        'topic', u.topic,
        'webhook_id', u.webhook_id,
        'triggered_at', to_char(u.triggered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'received_at', to_char(u.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
    'body_bytes', octet_length(u.body),
    'set_aside_at', to_char(u.set_aside_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'last_attempt_at', to_char(u.last_attempt_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'discarded_at', to_char(u.discarded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'overdue', u.outcome = 'parked' AND u.set_aside_at < CAST(:overdue_before AS timestamptz))
