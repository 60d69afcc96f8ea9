-- What became of one shop's events; probes the ledger's key in each partition.
-- Binds: shop. Result: a row per outcome: outcome, events.
SELECT g.outcome, sum(g.events)::bigint AS events
FROM consumer_progress p
JOIN ledger g ON g.log_id = p.log_id AND g.partition = p.partition
WHERE g.shop = :shop
GROUP BY g.outcome
