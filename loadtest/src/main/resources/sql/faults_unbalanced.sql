-- Partitions whose progress is not the sum of their outcomes, by the ledger's sums or by the rows.
-- Result: topic, partition, positions applied, sum of the ledger, rows of outcomes
SELECT * FROM (
    SELECT l.topic, p.partition, p.next_offset - p.first_offset AS applied,
           coalesce((SELECT sum(events) FROM ledger s WHERE s.log_id = p.log_id AND s.partition = p.partition), 0) AS summed,
           (SELECT count(*) FROM outcomes o WHERE o.log_id = p.log_id AND o.partition = p.partition) AS counted
    FROM consumer_progress p JOIN logs l USING (log_id)) AS sums
WHERE applied <> summed OR applied <> counted
