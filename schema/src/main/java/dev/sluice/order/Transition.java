package dev.sluice.order;

import java.time.Instant;

/**
 * One step of an order's history: an edge of the state machine (guarantee G4).
 *
 * @param sequence from 1, without gaps within an order
 * @param reason one of {@link Reasons}
 * @param inferred the order only passed through {@code to} on the way to another state
 * @param occurredAt from the event, never from a clock: a replay gives the same
 */
public record Transition(
        int sequence, OrderState from, OrderState to, String reason, boolean inferred, Instant occurredAt) {}
