-- Records requests under data-protection law.
-- Binds: arrays of equal length, in the order of the columns.
INSERT INTO compliance_requests (log_id, partition, log_offset, shop, topic, body, received_at)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
