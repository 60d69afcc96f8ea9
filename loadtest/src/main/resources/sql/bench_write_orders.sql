-- Binds: an array for each column. Result: rows written.
INSERT INTO bench_scratch.orders AS o (
    id, shop, source, shopify_order_id, name, state, state_reason, conflict, test, financial_status,
    fulfillment_status, delivery_status, cancelled_at, deleted_at, customer_id, customer_name, customer_email, lines,
    total_amount, currency, created_at, updated_at, received_at, processed_at, version, sequence, facts)
SELECT id, shop, source, shopify_order_id, name, state, state_reason, conflict, test, financial_status,
       fulfillment_status, delivery_status,
       'epoch'::timestamptz + cancelled_at * interval '1 microsecond',
       'epoch'::timestamptz + deleted_at * interval '1 microsecond',
       customer_id, customer_name, customer_email, lines::jsonb, total_amount::numeric, currency,
       'epoch'::timestamptz + created_at * interval '1 microsecond',
       'epoch'::timestamptz + updated_at * interval '1 microsecond',
       'epoch'::timestamptz + received_at * interval '1 microsecond',
       'epoch'::timestamptz + processed_at * interval '1 microsecond',
       version, sequence, facts
FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[],
            ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
            ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::bytea[])
     AS row (id, shop, source, shopify_order_id, name, state, state_reason, conflict, test, financial_status,
             fulfillment_status, delivery_status, cancelled_at, deleted_at, customer_id, customer_name, customer_email,
             lines, total_amount, currency, created_at, updated_at, received_at, processed_at, version, sequence, facts)
ON CONFLICT (id) DO UPDATE SET
    state = excluded.state, state_reason = excluded.state_reason, financial_status = excluded.financial_status,
    fulfillment_status = excluded.fulfillment_status, delivery_status = excluded.delivery_status,
    cancelled_at = excluded.cancelled_at, deleted_at = excluded.deleted_at, lines = excluded.lines,
    total_amount = excluded.total_amount, updated_at = excluded.updated_at, received_at = excluded.received_at,
    processed_at = excluded.processed_at, version = o.version + 1, sequence = excluded.sequence, facts = excluded.facts
