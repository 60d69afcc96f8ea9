-- How many of these orders are stored.
-- ? ids
-- Result: count
SELECT count(*) FROM orders WHERE id = ANY (?::text[])
