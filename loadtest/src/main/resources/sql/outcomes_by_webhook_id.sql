-- What became of deliveries, by their webhook ids; of a duplicate's several rows the newest counts.
-- Binds: 1 shop, 2 webhook ids (text[]).
-- Result: webhook_id, outcome, reason (null where none), oldest first.
SELECT webhook_id, outcome, reason
FROM outcomes
WHERE shop = ?
  AND webhook_id = ANY (?)
  AND applied_on >= current_date - 1
ORDER BY applied_at, log_offset
