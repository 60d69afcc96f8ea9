-- The outcomes of a stretch of a partition. A duplicate is repeated when an earlier position has its delivery key.
-- $1 log id, $2 partition, $3 first offset, $4 end offset, exclusive
-- Result: log_offset, outcome, repeated
SELECT o.log_offset, o.outcome,
       o.outcome <> 'duplicate' OR EXISTS (
           SELECT FROM outcomes e
           WHERE e.delivery_key = o.delivery_key AND e.outcome <> 'duplicate'
               AND (e.log_id, e.partition) = (o.log_id, o.partition) AND e.log_offset < o.log_offset) AS repeated
FROM outcomes o
WHERE o.log_id = $1 AND o.partition = $2 AND o.log_offset >= $3 AND o.log_offset < $4
