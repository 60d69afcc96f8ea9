-- Takes shipments that are due; nobody else takes them for the lease, in which the carrier has to have answered. The
-- attempt counts before the call is made: a withdrawal must know that it may have been.
-- Binds: lease in milliseconds, most rows
UPDATE logistics.shipments s SET attempts = s.attempts + 1, next_attempt_at = now() + ? * interval '1 millisecond'
FROM (
    SELECT order_id FROM logistics.shipments
    WHERE next_attempt_at <= now() ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED
) due
WHERE s.order_id = due.order_id
RETURNING s.order_id, s.carrier_key, s.state, s.lines::text AS lines, s.attempts
