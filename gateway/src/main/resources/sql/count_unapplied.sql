-- How many events a filter selects, counted up to a limit.
-- Parts: filter, conditions on single columns, each ending in AND (or nothing).
-- Binds: outcome, from, before, most, and what the filter names. Result: one number.
SELECT count(*)
FROM (
    SELECT 1
    FROM unapplied_events
    WHERE ${filter}
          outcome = :outcome
      AND set_aside_at >= CAST(:from AS timestamptz)
      AND set_aside_at < CAST(:before AS timestamptz)
    LIMIT :most
) counted
