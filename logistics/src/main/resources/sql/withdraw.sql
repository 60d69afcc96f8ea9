-- An order is not to be sent any more. The carrier never heard of it: done. It may have: it is asked to cancel.
-- Binds: order id, shipment id, carrier key
INSERT INTO logistics.shipments AS s (order_id, shipment_id, carrier_key, last_sequence, state, lines, updated_at)
VALUES (?, ?, ?, 2, 'withdrawn', '[]', now())
ON CONFLICT (order_id) DO UPDATE SET
    last_sequence = 2,
    state = CASE
        WHEN s.state = 'requested' AND s.attempts = 0 THEN 'withdrawn'
        WHEN s.state IN ('requested', 'shipped') THEN 'cancelling'
        ELSE s.state
    END,
    next_attempt_at = CASE
        WHEN s.state = 'requested' AND s.attempts = 0 THEN NULL
        WHEN s.state IN ('requested', 'shipped') THEN now()
        ELSE s.next_attempt_at
    END,
    updated_at = now()
WHERE s.last_sequence < 2
