-- How far a partition is applied.
-- $1 Kafka's topic id, $2 partition
-- Result: log_id, first_offset, next_offset
SELECT p.log_id, p.first_offset, p.next_offset
FROM consumer_progress p JOIN logs l ON l.log_id = p.log_id
WHERE l.topic_id = $1 AND p.partition = $2
