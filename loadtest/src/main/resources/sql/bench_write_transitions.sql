-- Binds: an array for each column. Result: rows written.
INSERT INTO bench_scratch.transitions (
    order_id, sequence, from_state, to_state, reason, inferred, occurred_at, recorded_at)
SELECT order_id, sequence, from_state, to_state, reason, inferred,
       'epoch'::timestamptz + occurred_at * interval '1 microsecond',
       'epoch'::timestamptz + recorded_at * interval '1 microsecond'
FROM unnest(?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::bigint[], ?::bigint[])
     AS row (order_id, sequence, from_state, to_state, reason, inferred, occurred_at, recorded_at)
