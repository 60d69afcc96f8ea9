-- The ledger, partition by partition, in one snapshot.
-- Binds: none.
-- Result: a row per partition and outcome: log_id, topic, current (whether this is the topic's newest log), partition,
--         first_offset, next_offset, outcome (null for a partition without any), events.
SELECT p.log_id, l.topic, p.log_id = max(p.log_id) OVER (PARTITION BY l.topic) AS current, p.partition,
       p.first_offset, p.next_offset, g.outcome, coalesce(g.events, 0) AS events
FROM consumer_progress p
JOIN logs l ON l.log_id = p.log_id
LEFT JOIN (
    SELECT log_id, partition, outcome, sum(events)::bigint AS events
    FROM ledger
    GROUP BY log_id, partition, outcome
) g ON g.log_id = p.log_id AND g.partition = p.partition
ORDER BY l.topic, p.log_id, p.partition, g.outcome
