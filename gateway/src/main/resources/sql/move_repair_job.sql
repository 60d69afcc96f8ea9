-- Notes how far a repair job is. One that was cancelled meanwhile stays so.
-- Binds: id, published, after_set_aside, after_log_id, after_partition, after_log_offset, done, pause_ms.
UPDATE repair_jobs SET
    published = published + :published,
    after_set_aside = CAST(:after_set_aside AS timestamptz),
    after_log_id = :after_log_id, after_partition = :after_partition, after_log_offset = :after_log_offset,
    state = CASE WHEN :done AND state = 'running' THEN 'done' ELSE state END,
    finished_at = CASE WHEN :done AND state = 'running' THEN now() ELSE finished_at END,
    next_step_at = now() + :pause_ms * interval '1 millisecond'
WHERE id = :id
