package dev.sluice.loadtest.samples;

import org.jspecify.annotations.Nullable;

/**
 * How an order of a sale day must stand once all of its deliveries were taken in, in whatever order they came.
 *
 * @param life which story it lived, for a report of what went wrong
 * @param state one of the seven states
 * @param financialStatus Shopify's, as the newest snapshot says it
 * @param fulfillmentStatus Shopify's; null when nothing was fulfilled
 * @param deleted whether it was deleted in the shop; its state stays
 */
public record ExpectedOrder(
        String shop,
        String orderId,
        String life,
        String state,
        String financialStatus,
        @Nullable String fulfillmentStatus,
        boolean deleted) {

    /** The order's id in Sluice. */
    public String id() {
        return shop + ':' + orderId;
    }
}
