-- An order is to be sent. One that is known already was requested before, or withdrawn: it stays as it is.
-- Binds: order id, shipment id, carrier key, lines
INSERT INTO logistics.shipments (order_id, shipment_id, carrier_key, last_sequence, state, lines, next_attempt_at, updated_at)
VALUES (?, ?, ?, 1, 'requested', ?::jsonb, now(), now())
ON CONFLICT (order_id) DO NOTHING
