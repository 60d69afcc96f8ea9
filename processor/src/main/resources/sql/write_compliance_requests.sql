-- Records requests under data-protection law, without contact details. One that an older version recorded with its body
-- loses the body.
-- Binds: arrays of equal length: log ids, partitions, offsets, shops, topics, customer ids, order ids separated by commas, times
INSERT INTO compliance_requests (log_id, partition, log_offset, shop, topic, customer_id, order_ids, received_at)
SELECT log_id, partition, log_offset, shop, topic, customer_id, string_to_array(order_ids, ','), received_at
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
    AS b (log_id, partition, log_offset, shop, topic, customer_id, order_ids, received_at)
ON CONFLICT (log_id, partition, log_offset) DO UPDATE SET
    body = NULL, customer_id = EXCLUDED.customer_id, order_ids = EXCLUDED.order_ids
