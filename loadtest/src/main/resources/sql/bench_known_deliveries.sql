-- Which deliveries were seen before.
-- Binds: 1 delivery keys (text[]). Result: delivery_key.
SELECT delivery_key FROM bench_scratch.outcomes WHERE delivery_key = ANY (?::uuid[])
