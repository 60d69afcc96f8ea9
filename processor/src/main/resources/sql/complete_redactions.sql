-- Completes redactions once every partition begins at or after where it ended then, or is gone; the customer's id is
-- forgotten with that.
-- $1 topic ids, $2 partitions, $3 first offsets, of all partitions there are
-- Result: id
UPDATE redactions r SET completed_at = now(), customer_id = NULL
WHERE applied_at IS NOT NULL AND completed_at IS NULL
    AND cardinality($1) > 0
    AND NOT EXISTS (
        SELECT FROM redaction_positions p
        JOIN unnest($1, $2, $3) AS b (topic_id, partition, first_offset)
            ON b.topic_id = p.topic_id AND b.partition = p.partition
        WHERE p.redaction_id = r.id AND b.first_offset < p.end_offset)
RETURNING r.id
