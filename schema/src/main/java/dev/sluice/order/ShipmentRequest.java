package dev.sluice.order;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What logistics is asked to do about an order as a whole.
 *
 * @param reason why it is requested ({@link Reasons}) or withdrawn
 * @param lines what is to be sent, as the order had them when it was confirmed; empty for a withdrawal
 * @param occurredAt the event's own time
 */
public record ShipmentRequest(Action action, String reason, List<Line> lines, Instant occurredAt) {
    /** The shop shows a fulfillment of its own. */
    public static final String FULFILLED_BY_SHOP = "fulfilled-by-shop";

    /** The shop deleted the order. */
    public static final String DELETED = "deleted";

    public ShipmentRequest {
        lines = List.copyOf(lines);
    }

    /** An order is requested at most once, and what was requested is withdrawn at most once. */
    public enum Action {
        REQUESTED,
        WITHDRAWN;

        private final String token = name().toLowerCase(Locale.ROOT);

        /** The action's name in JSON and SQL. */
        public String token() {
            return token;
        }

        /** Its place among an order's requests: 1, then 2. */
        public int sequence() {
            return ordinal() + 1;
        }
    }
}
