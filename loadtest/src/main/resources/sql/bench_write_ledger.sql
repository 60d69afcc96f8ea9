-- The ledger's sums of one batch.
-- Binds: 1 log_id, 2 partition, 3 shop, 4 outcome, 5 events. Result: rows written.
INSERT INTO bench_scratch.ledger AS l (log_id, partition, shop, outcome, events)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT (log_id, partition, shop, outcome) DO UPDATE SET events = l.events + excluded.events
