-- Binds: an array for each column. Result: rows written.
INSERT INTO bench_scratch.outcomes (
    log_id, partition, log_offset, applied_on, outcome, reason, type, shop, order_id, topic, webhook_id, delivery_key,
    triggered_at, received_at, applied_at)
SELECT log_id, partition, log_offset, applied_on::date, outcome, reason, type, shop, order_id, topic, webhook_id,
       delivery_key::uuid,
       'epoch'::timestamptz + triggered_at * interval '1 microsecond',
       'epoch'::timestamptz + received_at * interval '1 microsecond',
       'epoch'::timestamptz + applied_at * interval '1 microsecond'
FROM unnest(?::int[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
     AS row (log_id, partition, log_offset, applied_on, outcome, reason, type, shop, order_id, topic, webhook_id,
             delivery_key, triggered_at, received_at, applied_at)
