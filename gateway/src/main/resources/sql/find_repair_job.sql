-- A repair job as JSON; of what its commands came to as much as can be counted in reasonable time.
-- Binds: id, list (the outcomes' names in the API, as a JSON object). Result: json; no row when there is no such job.
SELECT json_build_object(
           'id', j.id,
           'action', j.action,
           'list', CAST(:list AS jsonb) ->> j.outcome,
           'filter', j.filter,
           'actor', j.actor,
           'reason', j.reason,
           'state', j.state,
           'published', j.published,
           'carried_out', (
               SELECT coalesce(json_object_agg(r.outcome, r.events), '{}')
               FROM (
                   SELECT h.outcome, count(*) AS events
                   FROM (
                       SELECT outcome FROM repair_history
                       WHERE command_id >= j.id || '/' AND command_id < j.id || '0'
                       LIMIT 100000
                   ) h
                   GROUP BY h.outcome
               ) r),
           'created_at', to_char(j.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'finished_at', to_char(j.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) AS json
FROM repair_jobs j
WHERE j.id = :id
