-- Cancels a repair job that runs.
-- Binds: id. Result: rows updated: 0 when it does not run.
UPDATE repair_jobs SET state = 'cancelled', finished_at = now() WHERE id = :id AND state = 'running'
