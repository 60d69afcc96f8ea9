-- Orders that are pending for too long, and since when the oldest of them is. A deleted order is nobody's to confirm.
-- $1 those created before this are overdue, $2 counted up to this many
-- Result: one row: overdue, oldest (null when none is)
SELECT (SELECT count(*) FROM (
            SELECT 1 FROM orders
            WHERE state = 'pending' AND created_at < $1 AND deleted_at IS NULL LIMIT $2) counted) AS overdue,
       (SELECT created_at FROM orders
        WHERE state = 'pending' AND created_at < $1 AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1) AS oldest
