-- How far each partition is applied.
-- Result: topic, partition, next_offset
SELECT l.topic, p.partition, p.next_offset FROM consumer_progress p JOIN logs l USING (log_id)
