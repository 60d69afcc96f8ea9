-- Everything that was published to the log for an order, and its history, each oldest first; of very many the newest.
-- Binds: id, limit (of deliveries, and of transitions).
-- Result: one row: json; known, whether there is such an order, or any delivery for it.
WITH newest_deliveries AS (
    SELECT *
    FROM outcomes
    WHERE order_id = :id
    ORDER BY applied_at DESC, log_id DESC, partition DESC, log_offset DESC
    LIMIT :limit + 1
), deliveries AS (
    SELECT *, row_number() OVER (ORDER BY applied_at DESC, log_id DESC, partition DESC, log_offset DESC) AS n
    FROM newest_deliveries
), newest_transitions AS (
    SELECT *
    FROM transitions
    WHERE order_id = :id
    ORDER BY sequence DESC
    LIMIT :limit + 1
), transitions_shown AS (
    SELECT *, row_number() OVER (ORDER BY sequence DESC) AS n
    FROM newest_transitions
)
SELECT json_build_object(
           'deliveries', (
               SELECT coalesce(json_agg(json_build_object(
                          'webhook_id', d.webhook_id,
                          'topic', d.topic,
                          'outcome', d.outcome,
                          'reason', d.reason,
                          'triggered_at',
                              to_char(d.triggered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                          'received_at', to_char(d.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                          'applied_at', to_char(d.applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                          'partition', d.partition,
                          'offset', d.log_offset) ORDER BY d.n DESC), '[]')
               FROM deliveries d
               WHERE d.n <= :limit),
           'transitions', (
               SELECT coalesce(json_agg(json_build_object(
                          'sequence', t.sequence,
                          'from', t.from_state,
                          'to', t.to_state,
                          'reason', t.reason,
                          'inferred', t.inferred,
                          'occurred_at', to_char(t.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                          'published_at',
                              to_char(t.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                          ORDER BY t.sequence), '[]')
               FROM transitions_shown t
               WHERE t.n <= :limit),
           'truncated',
               (SELECT count(*) > :limit FROM deliveries) OR (SELECT count(*) > :limit FROM transitions_shown)) AS json,
       EXISTS (SELECT FROM orders WHERE id = :id) OR EXISTS (SELECT FROM deliveries) AS known
