-- Orders as the processor wrote them; times in microseconds since 1970.
-- Binds: 1 ids (text[]).
-- Result: the columns that bench_write_orders.sql binds.
SELECT id, shop, source, shopify_order_id, name, state, state_reason, conflict, test, financial_status,
       fulfillment_status, delivery_status,
       (extract(epoch FROM cancelled_at) * 1000000)::bigint, (extract(epoch FROM deleted_at) * 1000000)::bigint,
       customer_id, customer_name, customer_email, lines::text, total_amount::text, currency,
       (extract(epoch FROM created_at) * 1000000)::bigint, (extract(epoch FROM updated_at) * 1000000)::bigint,
       (extract(epoch FROM received_at) * 1000000)::bigint, (extract(epoch FROM processed_at) * 1000000)::bigint,
       version, sequence, facts
FROM orders
WHERE id = ANY (?)
