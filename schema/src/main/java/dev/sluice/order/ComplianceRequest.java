package dev.sluice.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request under data-protection law, without the e-mail address and telephone number that came with it: the ids say who
 * and what is meant.
 *
 * @param customerId Shopify's id of the customer; null when the request is about the whole shop, or names orders only
 * @param orderIds Shopify's ids of the orders that it names, without their shop, each once
 */
public record ComplianceRequest(Kind kind, @Nullable String customerId, List<String> orderIds) {

    /** As many orders as one request may name. */
    public static final int MAX_ORDERS = 50_000;

    /** What is asked for, by Shopify's topic. */
    public enum Kind {
        /** What is held of a customer is to be handed over. */
        DATA_REQUEST("customers/data_request"),
        /** What is held of a customer is to be erased. */
        CUSTOMER_REDACTION("customers/redact"),
        /** What is held of a shop's customers is to be erased. */
        SHOP_REDACTION("shop/redact"),
        /** Nothing yet: {@code shop/redact} follows after 48 hours. */
        UNINSTALLATION("app/uninstalled");

        private final String topic;

        Kind(String topic) {
            this.topic = topic;
        }

        public String topic() {
            return topic;
        }

        /**
         * @throws IllegalArgumentException for a topic that is none of these
         */
        public static Kind of(String topic) {
            for (Kind kind : values()) {
                if (kind.topic.equals(topic)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no compliance topic: " + topic);
        }

        /** Whether something is to be erased. */
        public boolean isRedaction() {
            return this == CUSTOMER_REDACTION || this == SHOP_REDACTION;
        }
    }

    public ComplianceRequest {
        orderIds = List.copyOf(orderIds);
    }
}
