-- The carrier did not answer: later. A withdrawal that came meanwhile keeps its own time.
-- Binds: delay in milliseconds, order id, state
UPDATE logistics.shipments SET next_attempt_at = now() + ? * interval '1 millisecond' WHERE order_id = ? AND state = ?
