-- What the carrier said. An order that was withdrawn while it was being handed over is still to be cancelled.
-- Binds: order id, state, tracking number, whether it answers a handing over, status interval in milliseconds
WITH answer (order_id, state, tracking_number, handing_over, interval_ms) AS (
    VALUES (?, ?, ?::text, ?::boolean, ?::bigint)
)
UPDATE logistics.shipments s SET
    tracking_number = coalesce(a.tracking_number, s.tracking_number),
    attempts = 0,
    state = CASE WHEN a.state = 'shipped' AND s.state = 'cancelling' AND a.handing_over THEN s.state ELSE a.state END,
    next_attempt_at = CASE
        WHEN a.state <> 'shipped' THEN NULL
        WHEN s.state = 'cancelling' AND a.handing_over THEN now()
        ELSE now() + a.interval_ms * interval '1 millisecond'
    END,
    updated_at = now()
FROM answer a
WHERE s.order_id = a.order_id AND s.state IN ('requested', 'cancelling', 'shipped')
