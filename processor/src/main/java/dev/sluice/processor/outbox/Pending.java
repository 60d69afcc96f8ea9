package dev.sluice.processor.outbox;

import java.time.Instant;
import java.util.Locale;

/**
 * A row that is not published yet.
 *
 * @param kind of row; each has a table and a topic
 * @param position its place in its table; grows within an order
 * @param recordedAt when it was written, just before its commit
 */
record Pending(Kind kind, long position, Instant recordedAt, OutboxPublisher.Message message) {

    enum Kind {
        TRANSITION,
        NOTIFICATION,
        SHIPMENT_REQUEST;

        private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** As it stands in a metric's tag and in what SQL returns. */
        String token() {
            return token;
        }

        static Kind of(String token) {
            for (Kind kind : values()) {
                if (kind.token.equals(token)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of row: " + token);
        }
    }
}
