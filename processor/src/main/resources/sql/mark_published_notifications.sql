-- Marks what is published of a shard.
-- $1 positions, $2 time, $3 shard
UPDATE notifications SET published_at = $2
WHERE published_at IS NULL AND shard = $3 AND position = ANY ($1)
