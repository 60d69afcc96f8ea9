-- A request under data-protection law as the API shows it. A part that statements include where they need it; c is a row of
-- compliance_requests, r its redaction or nulls. The law gives 30 days.
json_build_object(
    'id', c.log_id || '-' || c.partition || '-' || c.log_offset,
    'kind', c.topic,
    'shop', c.shop,
    'state', CASE
        WHEN c.topic = 'app/uninstalled' OR c.done_at IS NOT NULL OR r.completed_at IS NOT NULL THEN 'completed'
        WHEN r.applied_at IS NOT NULL THEN 'applied'
        ELSE 'open' END,
    'customer_id', coalesce(c.customer_id, r.customer_id),
    'orders', cardinality(c.order_ids),
    'requested_at', to_char(c.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'due_at', CASE WHEN c.topic <> 'app/uninstalled' THEN
        to_char((c.received_at + interval '30 days') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') END,
    'applied_at', to_char(r.applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'completed_at',
        to_char(coalesce(c.done_at, r.completed_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'done_by', c.done_by)
