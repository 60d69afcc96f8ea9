-- The outcomes of all log positions from there on.
-- ? topics, ? partitions, ? first offsets: arrays of one length
-- Result: topic, partition, log_offset, outcome, webhook_id
SELECT l.topic, o.partition, o.log_offset, o.outcome, o.webhook_id
FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS p (topic, partition, first)
JOIN logs l ON l.topic = p.topic
JOIN outcomes o ON o.log_id = l.log_id AND o.partition = p.partition AND o.log_offset >= p.first
