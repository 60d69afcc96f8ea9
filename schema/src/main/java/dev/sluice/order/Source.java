package dev.sluice.order;

import java.util.Locale;

/** Where an event or an order comes from. An order's own source is one of the first three. */
public enum Source {
    SHOPIFY,
    /** {@code POST /api/v1/orders}. */
    API,
    /** {@code POST /api/v1/purchases}. */
    PURCHASE,
    /** An operator's command. */
    OPERATOR,
    /** A shipment result. */
    LOGISTICS;

    private final String token = name().toLowerCase(Locale.ROOT);

    public String token() {
        return token;
    }
}
