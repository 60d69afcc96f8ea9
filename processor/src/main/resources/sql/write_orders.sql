-- Writes a batch's changed orders, one row each. The batch has folded all events of an order into one row.
-- Binds: arrays of equal length, in the order of the columns.
INSERT INTO orders AS o (id, shop, source, shopify_order_id, name, state, state_reason, conflict, test, financial_status,
    fulfillment_status, delivery_status, cancelled_at, deleted_at, customer_id, customer_name, customer_email, lines,
    total_amount, currency, created_at, updated_at, received_at, processed_at, version, sequence, facts)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
    $11, $12, $13, $14, $15, $16, $17, $18,
    $19, $20, $21, $22, $23, $24, $25, $26, $27)
ON CONFLICT (id) DO UPDATE SET
    name = EXCLUDED.name, state = EXCLUDED.state, state_reason = EXCLUDED.state_reason, conflict = EXCLUDED.conflict,
    test = EXCLUDED.test, financial_status = EXCLUDED.financial_status,
    fulfillment_status = EXCLUDED.fulfillment_status, delivery_status = EXCLUDED.delivery_status,
    cancelled_at = EXCLUDED.cancelled_at, deleted_at = EXCLUDED.deleted_at, customer_id = EXCLUDED.customer_id,
    customer_name = EXCLUDED.customer_name, customer_email = EXCLUDED.customer_email, lines = EXCLUDED.lines,
    total_amount = EXCLUDED.total_amount, currency = EXCLUDED.currency, created_at = EXCLUDED.created_at,
    updated_at = EXCLUDED.updated_at, received_at = EXCLUDED.received_at, processed_at = EXCLUDED.processed_at,
    version = EXCLUDED.version, sequence = EXCLUDED.sequence, facts = EXCLUDED.facts
