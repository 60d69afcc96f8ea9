package dev.sluice.order;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A state of an order. Each state owns its legal edges: the plain ones, and the corrected ones, which take back what
 * Shopify took back (a fulfillment cancelled and redone, items added, a delivered cash order that came back).
 */
public enum OrderState {
    PENDING,
    CONFIRMED,
    PROCESSING,
    SHIPPED,
    DELIVERED,
    CANCELLED,
    REFUNDED;

    private static final Map<OrderState, Set<OrderState>> PLAIN = new EnumMap<>(Map.of(
            PENDING, EnumSet.of(CONFIRMED, CANCELLED),
            CONFIRMED, EnumSet.of(PROCESSING, CANCELLED),
            PROCESSING, EnumSet.of(SHIPPED, CANCELLED),
            SHIPPED, EnumSet.of(DELIVERED, REFUNDED),
            DELIVERED, EnumSet.of(REFUNDED),
            CANCELLED, EnumSet.of(REFUNDED),
            REFUNDED, EnumSet.noneOf(OrderState.class)));

    private static final Map<OrderState, Set<OrderState>> CORRECTED = new EnumMap<>(Map.of(
            PENDING, EnumSet.noneOf(OrderState.class),
            CONFIRMED, EnumSet.noneOf(OrderState.class),
            PROCESSING, EnumSet.of(CONFIRMED),
            SHIPPED, EnumSet.of(PROCESSING, CANCELLED),
            DELIVERED, EnumSet.of(SHIPPED, PROCESSING, CANCELLED),
            CANCELLED, EnumSet.noneOf(OrderState.class),
            REFUNDED, EnumSet.noneOf(OrderState.class)));

    private final String token = name().toLowerCase(Locale.ROOT);

    /** The state's name in JSON, SQL and the log. */
    public String token() {
        return token;
    }

    /**
     * @throws IllegalArgumentException for a token that names no state
     */
    public static OrderState of(String token) {
        for (OrderState state : values()) {
            if (state.token.equals(token)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no such order state: " + token);
    }

    /** Whether a plain edge leads from here to {@code to}. */
    public boolean leadsTo(OrderState to) {
        return edges(PLAIN).contains(to);
    }

    /** Whether a corrected edge leads from here to {@code to}. */
    public boolean isCorrectedTo(OrderState to) {
        return edges(CORRECTED).contains(to);
    }

    private Set<OrderState> edges(Map<OrderState, Set<OrderState>> edges) {
        return edges.getOrDefault(this, Set.of());
    }
}
