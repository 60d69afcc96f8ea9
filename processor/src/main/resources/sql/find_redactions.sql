-- What is to be erased of a batch.
-- $1 order ids, $2 shops, $3 and $4 customers by shop and id
-- Result: scope, id (of the order, else the shop), customer_id, redaction_id, lifted_at
SELECT 'order' AS scope, order_id AS id, NULL AS customer_id, redaction_id, NULL::timestamptz AS lifted_at
FROM redacted_orders WHERE order_id = ANY ($1)
UNION ALL
SELECT 'customer', r.shop, r.customer_id, r.id, NULL
FROM redactions r JOIN unnest($3, $4) AS b (shop, customer_id) ON r.shop = b.shop AND r.customer_id = b.customer_id
WHERE r.completed_at IS NULL
UNION ALL
SELECT 'shop', shop, NULL, id, lifted_at FROM redactions WHERE topic = 'shop/redact' AND shop = ANY ($2)
UNION ALL
SELECT 'open', shop, NULL, min(id), NULL FROM redactions WHERE completed_at IS NULL AND shop = ANY ($2) GROUP BY shop
