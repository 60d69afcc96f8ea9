-- How many different ways these orders stand, their ids left out.
-- ? ids
-- Result: count
SELECT count(*) FROM (
    SELECT DISTINCT state, state_reason, conflict, financial_status, fulfillment_status, delivery_status, cancelled_at,
           deleted_at, name, lines::text, total_amount, currency, created_at, updated_at
    FROM orders WHERE id = ANY (?::text[])) AS ways
