-- Empty tables of the same shape, with the same constraints and indexes, for the bare writer.
-- Binds: none. Result: none.
DROP SCHEMA IF EXISTS bench_scratch CASCADE;
CREATE SCHEMA bench_scratch;
CREATE TABLE bench_scratch.consumer_progress (LIKE public.consumer_progress INCLUDING ALL);
CREATE TABLE bench_scratch.ledger (LIKE public.ledger INCLUDING ALL);
CREATE TABLE bench_scratch.outcomes (LIKE public.outcomes INCLUDING ALL);
CREATE TABLE bench_scratch.orders (LIKE public.orders INCLUDING ALL);
CREATE TABLE bench_scratch.transitions (LIKE public.transitions INCLUDING ALL);
INSERT INTO bench_scratch.consumer_progress (log_id, partition, first_offset, next_offset)
SELECT log_id, partition, 0, 0 FROM public.consumer_progress;
