-- Remembers that orders are redacted, whether they are stored or not.
-- $1 order ids, $2 redaction
INSERT INTO redacted_orders AS r (order_id, redaction_id, erased_at)
SELECT order_id, $2, now() FROM unnest($1) AS b (order_id) ORDER BY order_id
ON CONFLICT (order_id) DO UPDATE SET erased_at = coalesce(r.erased_at, EXCLUDED.erased_at)
