-- Where the log ended when the stored rows were erased.
-- $1 redactions, $2 topic ids, $3 partitions, $4 ends
INSERT INTO redaction_positions (redaction_id, topic_id, partition, end_offset)
SELECT * FROM unnest($1, $2, $3, $4)
ON CONFLICT DO NOTHING
