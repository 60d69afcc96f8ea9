-- The histories of orders, each in its order.
-- ? order ids
-- Result: order_id, sequence, from_state, to_state, reason, inferred, published
SELECT order_id, sequence, from_state, to_state, reason, inferred, published_at IS NOT NULL AS published
FROM transitions WHERE order_id = ANY (?::text[]) ORDER BY order_id, sequence
