-- Marks what is published of a shard.
-- $1 positions of transitions, $2 of notifications, $3 of shipment requests, $4 time, $5 shard
WITH told AS (
    UPDATE notifications SET published_at = $4
    WHERE published_at IS NULL AND shard = $5 AND position = ANY ($2)
), requested AS (
    UPDATE shipment_requests SET published_at = $4
    WHERE published_at IS NULL AND shard = $5 AND position = ANY ($3)
)
UPDATE transitions SET published_at = $4
WHERE published_at IS NULL AND shard IN (0, $5) AND position = ANY ($1)
