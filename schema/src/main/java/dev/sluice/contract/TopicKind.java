package dev.sluice.contract;

/**
 * How the body of a Shopify topic is read, and where its order id stands.
 *
 * <p>The topic header is not covered by the signature, so it chooses the reading and nothing else.
 */
public enum TopicKind {
    /** The body is the whole order, a snapshot; order id at {@code id}. */
    WHOLE_ORDER,
    /** The body is nothing but {@code id}. */
    DELETION,
    /** Order id at {@code order_edit.order_id}; carries no fact. */
    EDIT,
    /** A fulfillment; order id at {@code order_id}. */
    FULFILLMENT,
    /** A refund; order id at {@code order_id}. */
    REFUND,
    /** A payment transaction; order id at {@code order_id}. */
    TRANSACTION,
    /** About an order, in a way that Sluice has no use for; {@code order_id} may be missing or null. */
    OTHER_ORDER,
    /** A request under data-protection law, or an uninstalled app; no order. */
    COMPLIANCE,
    /** No order. */
    NO_ORDER;

    /** The kind of a topic as it stands in {@code X-Shopify-Topic}; unknown topics have no order. */
    public static TopicKind of(String topic) {
        return switch (topic) {
            case "orders/create",
                    "orders/updated",
                    "orders/paid",
                    "orders/cancelled",
                    "orders/fulfilled",
                    "orders/partially_fulfilled" -> WHOLE_ORDER;
            case "orders/delete" -> DELETION;
            case "orders/edited" -> EDIT;
            case "fulfillments/create", "fulfillments/update" -> FULFILLMENT;
            case "refunds/create" -> REFUND;
            case "order_transactions/create" -> TRANSACTION;
            case "customers/data_request", "customers/redact", "shop/redact", "app/uninstalled" -> COMPLIANCE;
            default -> topic.startsWith("orders/") ? OTHER_ORDER : NO_ORDER;
        };
    }

    /** Whether an order id is required: a signed body without one is quarantined. */
    public boolean needsOrder() {
        return switch (this) {
            case WHOLE_ORDER, DELETION, EDIT, FULFILLMENT, REFUND, TRANSACTION -> true;
            case OTHER_ORDER, COMPLIANCE, NO_ORDER -> false;
        };
    }
}
