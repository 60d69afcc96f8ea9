-- The repair job whose turn it is: the oldest one that runs, when its pause is over.
-- Result: id, action, outcome, filter, actor, reason, created_at, after_set_aside (as text), after_log_id,
--         after_partition, after_log_offset, due; no row when none runs.
SELECT id, action, outcome, filter::text AS filter, actor, reason, created_at, after_set_aside::text AS after_set_aside,
       after_log_id, after_partition, after_log_offset, next_step_at <= now() AS due
FROM repair_jobs
WHERE state = 'running'
ORDER BY created_at, id
LIMIT 1
