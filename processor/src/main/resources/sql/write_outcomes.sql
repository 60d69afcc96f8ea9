-- One row for each log position of the batch (G2).
-- Binds: arrays of equal length, in the order of the columns.
INSERT INTO outcomes (log_id, partition, log_offset, applied_on, outcome, reason, type, shop, order_id, topic, webhook_id,
    delivery_key, triggered_at, received_at, applied_at)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
