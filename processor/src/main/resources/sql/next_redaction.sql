-- The oldest redaction with rows to erase.
-- Result: id, topic, shop, customer_id, stage, place; reached, whether every transaction up to its barrier has ended
SELECT id, topic, shop, customer_id, stage, place,
       coalesce(barrier < pg_snapshot_xmin(pg_current_snapshot()), false) AS reached
FROM redactions WHERE applied_at IS NULL ORDER BY id LIMIT 1
