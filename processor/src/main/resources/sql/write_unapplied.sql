-- Keeps the events that wait or were set aside.
-- Binds: arrays of equal length, in the order of the columns.
INSERT INTO unapplied_events (log_id, partition, log_offset, applied_on, outcome, reason, detail, type, shop, order_id, topic,
    webhook_id, triggered_at, received_at, set_aside_at, body)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
