package dev.sluice.order;

import org.jspecify.annotations.Nullable;

/** Which of Shopify's status words count as what. Words that Shopify may add later count as nothing. */
final class Statuses {
    static final String FULFILLED = "fulfilled";
    static final String PARTIAL = "partial";
    static final String DELIVERED = "delivered";

    private Statuses() {}

    /** A {@code financial_status} that counts as a payment: the goods may leave. */
    static boolean isPayment(@Nullable String financialStatus) {
        if (financialStatus == null) {
            return false;
        }
        return switch (financialStatus) {
            case "paid", "authorized", "partially_paid", "partially_refunded" -> true;
            default -> false;
        };
    }

    static boolean isRefunded(@Nullable String financialStatus) {
        return "refunded".equals(financialStatus);
    }

    static boolean isFulfilled(@Nullable String fulfillmentStatus) {
        return FULFILLED.equals(fulfillmentStatus);
    }

    static boolean isPartial(@Nullable String fulfillmentStatus) {
        return PARTIAL.equals(fulfillmentStatus);
    }

    /** A fulfillment's {@code status} that takes it back: it is kept and never counts as one that is under way. */
    static boolean isDead(@Nullable String fulfillment) {
        if (fulfillment == null) {
            return false;
        }
        return switch (fulfillment) {
            case "cancelled", "error", "failure" -> true;
            default -> false;
        };
    }

    static boolean isDelivered(@Nullable String shipmentStatus) {
        return DELIVERED.equals(shipmentStatus);
    }

    /** How far a parcel has come by its {@code shipment_status}; a word that is not known has hardly left. */
    static int shipmentRank(@Nullable String shipmentStatus) {
        if (shipmentStatus == null) {
            return 0;
        }
        return switch (shipmentStatus) {
            case "failure" -> 1;
            case "label_purchased" -> 3;
            case "label_printed" -> 4;
            case "confirmed" -> 5;
            case "carrier_picked_up" -> 6;
            case "in_transit" -> 7;
            case "delayed" -> 8;
            case "attempted_delivery" -> 9;
            case "ready_for_pickup" -> 10;
            case "out_for_delivery" -> 11;
            case DELIVERED -> 12;
            default -> 2;
        };
    }
}
