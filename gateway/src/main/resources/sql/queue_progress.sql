-- How far the processor is in one incarnation of a topic.
-- binds: $1 topic id
-- result: (partition integer, next_offset bigint), one row a partition
SELECT p.partition, p.next_offset
FROM consumer_progress p
JOIN logs l USING (log_id)
WHERE l.topic_id = $1
