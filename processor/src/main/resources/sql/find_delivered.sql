-- Which of these deliveries have an outcome already.
-- $1 delivery keys
-- Result: delivery_key
SELECT delivery_key FROM outcomes WHERE delivery_key = ANY ($1)
