package dev.sluice.processor.outbox;

import dev.sluice.contract.OrderKey;
import java.time.Instant;

/**
 * A transition that is not published yet.
 *
 * @param position its place in the outbox; grows with sequence within an order
 */
record PendingTransition(
        long position,
        OrderKey order,
        int sequence,
        String from,
        String to,
        String reason,
        boolean inferred,
        Instant occurredAt) {}
