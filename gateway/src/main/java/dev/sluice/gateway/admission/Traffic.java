package dev.sluice.gateway.admission;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is to come in, by how late it is refused; a metric tag. */
public enum Traffic {
    /** An operator's command. */
    COMMAND,
    /** What makes an order: {@code orders/create}, orders and purchases of storefronts. */
    NEW_ORDER,
    /** Everything else. */
    OTHER;

    private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /**
     * The class of a delivery.
     *
     * @param topic as its header names it, which is not signed: it can gain a shop no more than its own share
     */
    public static Traffic ofTopic(@Nullable String topic) {
        return "orders/create".equals(topic) ? NEW_ORDER : OTHER;
    }

    public String token() {
        return token;
    }
}
