-- The next rows of a shard to publish, of all three tables in one statement: the relay asks often. Within an order position
-- grows with sequence, so its steps come out in order; a row that commits late is simply found by a later read. While
-- transitions without a shard (0) are unpublished, they alone of the transitions are, by the owner of shard 1: they may come
-- before any other.
-- $1 shard, $2 most transitions and most notifications, $3 most shipment requests
-- Result: kind, position, order_id, sequence, from_state, to_state, reason, inferred, notification, action, lines,
--   occurred_at, recorded_at
(SELECT 1::smallint AS place, 'transition' AS kind, position, order_id, sequence, from_state, to_state, reason, inferred,
     NULL::text AS notification, NULL::text AS action, NULL::text AS lines, occurred_at, recorded_at
 FROM transitions
 WHERE published_at IS NULL
     AND shard = CASE
         WHEN NOT EXISTS (SELECT FROM transitions WHERE published_at IS NULL AND shard = 0) THEN $1::smallint
         WHEN $1 = 1 THEN 0::smallint
     END
 ORDER BY position LIMIT $2)
UNION ALL
(SELECT 2, 'notification', position, order_id, NULL, NULL, NULL, NULL, NULL, kind, NULL, NULL, occurred_at, recorded_at
 FROM notifications WHERE published_at IS NULL AND shard = $1 ORDER BY position LIMIT $2)
UNION ALL
(SELECT 3, 'shipment-request', position, order_id, sequence, NULL, NULL, reason, NULL, NULL, action, lines::text, occurred_at,
     recorded_at
 FROM shipment_requests WHERE published_at IS NULL AND shard = $1 ORDER BY position LIMIT $3)
ORDER BY place, position
