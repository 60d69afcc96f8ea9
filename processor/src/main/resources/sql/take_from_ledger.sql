-- Takes events that leave an outcome (a parked one that gets applied) off its sum.
-- $1 log ids, $2 partitions, $3 shops, $4 outcomes, $5 events
UPDATE ledger l SET events = l.events - b.events
FROM unnest($1, $2, $3, $4, $5) AS b (log_id, partition, shop, outcome, events)
WHERE l.log_id = b.log_id AND l.partition = b.partition AND l.shop = b.shop AND l.outcome = b.outcome
