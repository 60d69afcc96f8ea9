-- From the gateway's receipt to the commit: what one event in a hundred takes longer than, of a time's events but those of
-- one order.
-- ? order id, ? earliest receipt in milliseconds since 1970
-- Result: milliseconds
SELECT coalesce(percentile_disc(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM applied_at - received_at) * 1000), 0)::bigint
FROM outcomes WHERE order_id IS DISTINCT FROM ? AND received_at >= to_timestamp(? / 1000.0)
