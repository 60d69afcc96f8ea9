package dev.sluice.contract;

import java.util.Locale;
import java.util.Optional;

/** Who an event of {@code order-events} comes from; header {@code sluice-type}. */
public enum EventType {
    /** A Shopify delivery; its body is Shopify's, untouched. */
    SHOPIFY,
    /** An order placed through {@code POST /api/v1/orders}. */
    ORDER,
    /** A flash-sale purchase. */
    PURCHASE,
    /** An operator's command. */
    COMMAND,
    /** A shipment result from logistics. */
    SHIPMENT;

    private final String token = name().toLowerCase(Locale.ROOT);

    public String token() {
        return token;
    }

    public static Optional<EventType> of(String token) {
        for (EventType type : values()) {
            if (type.token.equals(token)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
