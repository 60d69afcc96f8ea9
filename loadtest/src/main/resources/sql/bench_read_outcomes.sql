-- The outcomes from given offsets on, as the processor wrote them; times in microseconds since 1970.
-- Binds: 1 log_id, 2 partitions (int[]), 3 first offsets (bigint[]).
-- Result: the columns that bench_write_outcomes.sql binds, by partition and offset.
SELECT o.log_id::int, o.partition, o.log_offset, o.applied_on::text, o.outcome, o.reason, o.type, o.shop, o.order_id,
       o.topic, o.webhook_id, o.delivery_key::text,
       (extract(epoch FROM o.triggered_at) * 1000000)::bigint,
       (extract(epoch FROM o.received_at) * 1000000)::bigint,
       (extract(epoch FROM o.applied_at) * 1000000)::bigint
FROM outcomes o
JOIN unnest(?::int[], ?::bigint[]) AS since (partition, first_offset)
  ON o.partition = since.partition AND o.log_offset >= since.first_offset
WHERE o.log_id = ?
  AND o.applied_on >= current_date - 1
ORDER BY o.partition, o.log_offset
