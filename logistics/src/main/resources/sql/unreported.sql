-- Results that are not reported yet, in the order in which they came.
-- Binds: most rows
SELECT r.position, r.order_id, s.shipment_id, r.status, r.tracking_number, r.occurred_at
FROM logistics.results r JOIN logistics.shipments s USING (order_id)
WHERE r.reported_at IS NULL ORDER BY r.position LIMIT ?
