-- Requests forget whom they were about: one customer, or all of a shop.
-- $1 shop, $2 whether all, $3 customer (null for none)
UPDATE compliance_requests SET customer_id = NULL
WHERE shop = $1 AND customer_id IS NOT NULL AND ($2 OR customer_id = $3)
