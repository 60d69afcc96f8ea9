-- A stretch of the parked events, in the order of their index, each with the facts of its order where that has a row.
-- $1 order id, $2 log id, $3 partition, $4 offset: after which one the stretch begins, $5 its length
-- Result: order_id, log_id, partition, log_offset, attempts, facts (null when there is no such order)
SELECT u.order_id, u.log_id, u.partition, u.log_offset, u.attempts, o.facts
FROM (
    SELECT order_id, log_id, partition, log_offset, attempts
    FROM unapplied_events
    WHERE outcome = 'parked' AND (order_id, log_id, partition, log_offset) > ($1, $2, $3, $4)
    ORDER BY order_id, log_id, partition, log_offset
    LIMIT $5
) u
LEFT JOIN orders o ON o.id = u.order_id
ORDER BY u.order_id, u.log_id, u.partition, u.log_offset
