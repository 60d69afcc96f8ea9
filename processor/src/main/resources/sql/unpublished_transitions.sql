-- The next transitions of a shard to publish. Within an order position grows with sequence, so its steps come out in
-- order; a row that commits late is simply found by a later read. While rows without a shard (0) are unpublished, they
-- alone are, by the owner of shard 1: they may come before any other.
-- $1 shard, $2 most rows
-- Result: position, order_id, sequence, from_state, to_state, reason, inferred, occurred_at, recorded_at
SELECT position, order_id, sequence, from_state, to_state, reason, inferred, occurred_at, recorded_at
FROM transitions
WHERE published_at IS NULL
    AND shard = CASE
        WHEN NOT EXISTS (SELECT FROM transitions WHERE published_at IS NULL AND shard = 0) THEN $1::smallint
        WHEN $1 = 1 THEN 0::smallint
    END
ORDER BY position LIMIT $2
