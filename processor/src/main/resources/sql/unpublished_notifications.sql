-- The next notifications of a shard to publish.
-- $1 shard, $2 most rows
-- Result: position, order_id, kind, occurred_at, recorded_at
SELECT position, order_id, kind, occurred_at, recorded_at
FROM notifications WHERE published_at IS NULL AND shard = $1 ORDER BY position LIMIT $2
