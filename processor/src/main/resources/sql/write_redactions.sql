-- Makes requests to erase known to every batch that looks after this transaction's commit.
-- Binds: arrays of equal length: log ids, partitions, offsets, topics, shops, customer ids, times of the requests
INSERT INTO redactions (log_id, partition, log_offset, topic, shop, customer_id, requested_at)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (log_id, partition, log_offset) DO NOTHING
