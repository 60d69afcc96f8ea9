-- Parked events that are overdue, and since when the oldest one waits.
-- $1 those that were set aside before this are overdue, $2 counted up to this many
-- Result: one row: overdue, oldest (null when nothing is parked)
SELECT (SELECT count(*) FROM (
            SELECT 1 FROM unapplied_events
            WHERE outcome = 'parked' AND discarded_at IS NULL AND set_aside_at < $1 LIMIT $2) counted) AS overdue,
       (SELECT set_aside_at FROM unapplied_events WHERE outcome = 'parked' AND discarded_at IS NULL
        ORDER BY set_aside_at LIMIT 1) AS oldest
