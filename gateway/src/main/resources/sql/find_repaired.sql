-- An event that a repair has brought to an end, as long as its day is kept.
-- Parts: history. Binds: log_id, partition, log_offset.
-- Result: json; no row when there is none, or nothing was ever done about it.
SELECT json_build_object(
           'id', o.log_id || '-' || o.partition || '-' || o.log_offset,
           'outcome', o.outcome,
           'reason', o.reason,
           'shop', o.shop,
           'order_id', o.order_id,
           'headers', json_build_object(
               'type', o.type,
               'topic', o.topic,
               'webhook_id', o.webhook_id,
               'triggered_at', to_char(o.triggered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'received_at', to_char(o.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
           'applied_at', to_char(o.applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'history', ${history}) AS json
FROM outcomes o
WHERE o.log_id = :log_id AND o.partition = :partition AND o.log_offset = :log_offset
  AND EXISTS (
      SELECT FROM repair_history h
      WHERE h.log_id = :log_id AND h.partition = :partition AND h.log_offset = :log_offset)
