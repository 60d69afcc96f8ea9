-- Deletes repair jobs that ended long ago.
-- $1 before when, $2 most rows
DELETE FROM repair_jobs WHERE id IN (SELECT id FROM repair_jobs WHERE finished_at < $1 LIMIT $2)
