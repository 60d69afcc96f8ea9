package dev.sluice.processor.outbox;

import java.time.Instant;

/**
 * A row that is not published yet.
 *
 * @param position its place in its table; grows within an order
 * @param recordedAt when it was written, just before its commit
 */
record Pending(long position, Instant recordedAt, OutboxPublisher.Message message) {}
