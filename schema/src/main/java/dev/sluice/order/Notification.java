package dev.sluice.order;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that a customer is to be told.
 *
 * @param occurredAt the event's own time
 * @param age how long after that time the event was received; never negative. Both times are the event's, so a replay
 *     gives the same age
 */
public record Notification(NotificationKind kind, Instant occurredAt, Duration age) {

    static Notification of(NotificationKind kind, Instant occurredAt, Instant receivedAt) {
        Duration age = Duration.between(occurredAt, receivedAt);
        return new Notification(kind, occurredAt, age.isNegative() ? Duration.ZERO : age);
    }

    /** Whether it would tell of something long past, which nobody wants to hear. */
    public boolean isOlderThan(Duration limit) {
        return age.compareTo(limit) > 0;
    }
}
