-- The next events of a repair job, in the order in which they were set aside.
-- Parts: filter, conditions on single columns, each ending in AND (or nothing).
-- Binds: outcome, from, before, after_set_aside with after_log_id, after_partition and after_log_offset (the last event that
--        the job has visited), limit, and what the filter names.
-- Result: set_aside (set_aside_at as text; another name, since ORDER BY would take it for the column), log_id, partition, log_offset.
SELECT set_aside_at::text AS set_aside, log_id, partition, log_offset
FROM unapplied_events
WHERE ${filter}
      outcome = :outcome
  AND set_aside_at >= CAST(:from AS timestamptz)
  AND set_aside_at < CAST(:before AS timestamptz)
  AND (set_aside_at, log_id, partition, log_offset)
      > (CAST(:after_set_aside AS timestamptz), :after_log_id, :after_partition, :after_log_offset)
ORDER BY set_aside_at, log_id, partition, log_offset
LIMIT :limit
