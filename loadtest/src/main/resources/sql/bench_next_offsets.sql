-- How far the processor has come in the newest log of a topic, and what it has still to publish.
-- Binds: 1 topic.
-- Result: log_id, partition, next_offset, unpublished (the same in every row).
SELECT p.log_id, p.partition, p.next_offset,
       (SELECT count(*) FROM transitions WHERE published_at IS NULL) AS unpublished
FROM consumer_progress p
WHERE p.log_id = (SELECT max(log_id) FROM logs WHERE topic = ?)
ORDER BY p.partition
