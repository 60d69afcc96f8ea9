-- Every partition that is consumed, with how far it was applied.
-- Result: topic, topic_id, partition, log_id, first_offset, next_offset
SELECT l.topic, l.topic_id, p.partition, p.log_id, p.first_offset, p.next_offset
FROM consumer_progress p JOIN logs l ON l.log_id = p.log_id
ORDER BY l.topic, p.log_id, p.partition
