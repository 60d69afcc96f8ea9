-- Erases the personal data of orders.
-- $1 ids, $2 facts without it
UPDATE orders o SET customer_id = NULL, customer_name = NULL, customer_email = NULL, facts = b.facts
FROM unnest($1, $2) AS b (id, facts) WHERE o.id = b.id
