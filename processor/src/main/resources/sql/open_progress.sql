-- Starts a partition's progress at the log's beginning; does nothing when it has one.
-- $1 Kafka's topic id, $2 partition, $3 first offset of the log
INSERT INTO consumer_progress (log_id, partition, first_offset, next_offset)
SELECT log_id, $2, $3, $3 FROM logs WHERE topic_id = $1
ON CONFLICT (log_id, partition) DO NOTHING
