-- The histories of orders; times in microseconds since 1970.
-- Binds: 1 order ids (text[]).
-- Result: the columns that bench_write_transitions.sql binds.
SELECT order_id, sequence, from_state, to_state, reason, inferred,
       (extract(epoch FROM occurred_at) * 1000000)::bigint, (extract(epoch FROM recorded_at) * 1000000)::bigint
FROM transitions
WHERE order_id = ANY (?)
ORDER BY order_id, sequence
