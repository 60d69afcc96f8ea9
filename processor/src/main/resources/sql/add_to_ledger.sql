-- Adds outcomes to the sums.
-- $1 log ids, $2 partitions, $3 shops, $4 outcomes, $5 events
INSERT INTO ledger AS l (log_id, partition, shop, outcome, events)
SELECT log_id, partition, shop, outcome, events
FROM unnest($1, $2, $3, $4, $5) AS b (log_id, partition, shop, outcome, events)
ORDER BY log_id, partition, shop, outcome
ON CONFLICT (log_id, partition, shop, outcome) DO UPDATE SET events = l.events + EXCLUDED.events
