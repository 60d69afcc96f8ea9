-- Parked events of orders, as operators see them.
-- ? order ids
-- Result: count
SELECT count(*) FROM unapplied_events
WHERE outcome = 'parked' AND set_aside_at IS NOT NULL AND shop || ':' || split_part(order_id, ':', -1) = ANY (?::text[])
