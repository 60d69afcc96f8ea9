package dev.sluice.order;

import java.util.Locale;
import java.util.Optional;

/** What customers are told of: each at most once for an order. */
public enum NotificationKind {
    CONFIRMED,
    SHIPPED,
    CANCELLED;

    private final String token = name().toLowerCase(Locale.ROOT);

    /** The kind's name in JSON and SQL. */
    public String token() {
        return token;
    }

    /** The kind that tells of an order's coming to a state; empty for a state that nobody is told of. */
    static Optional<NotificationKind> of(OrderState state) {
        return switch (state) {
            case CONFIRMED -> Optional.of(CONFIRMED);
            case SHIPPED -> Optional.of(SHIPPED);
            case CANCELLED -> Optional.of(CANCELLED);
            case PENDING, PROCESSING, DELIVERED, REFUNDED -> Optional.empty();
        };
    }
}
