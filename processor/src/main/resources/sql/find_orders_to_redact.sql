-- Orders that a customer's redaction has still to erase: those it names, and those of the customer.
-- $1 redaction, $2 shop, $3 customer (null for none), $4 most orders. Result: id
(SELECT order_id AS id FROM redacted_orders WHERE redaction_id = $1 AND erased_at IS NULL ORDER BY order_id LIMIT $4)
UNION
(SELECT id FROM orders WHERE shop = $2 AND customer_id = $3 ORDER BY id LIMIT $4)
ORDER BY id LIMIT $4
