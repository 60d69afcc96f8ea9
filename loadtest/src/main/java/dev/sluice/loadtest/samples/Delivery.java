package dev.sluice.loadtest.samples;

import org.jspecify.annotations.Nullable;

/**
 * One webhook delivery, unsigned: what stands in its headers, and its body.
 *
 * @param topic null for a delivery that names none
 * @param webhookId the same for a duplicate as for its original
 * @param eventId shared by the deliveries that one action of the merchant caused
 * @param orderId Shopify's id of the order it is about; null for a topic without one and for an unusable body
 * @param usable false for a body that is to end in quarantine
 * @param body not copied, so nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by webhook id, never through equals.
public record Delivery(
        String shop,
        @Nullable String topic,
        String webhookId,
        String eventId,
        String triggeredAt,
        String apiVersion,
        @Nullable String orderId,
        boolean usable,
        byte[] body) {}
