package dev.sluice.gateway.dedup;

/**
 * What makes a delivery the same delivery.
 *
 * @param topic Shopify's topic
 * @param fingerprint of the body, 16 bytes: headers are not signed, so another body under the same webhook id is another
 *     delivery
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record DeliveryMark(String shop, String topic, String webhookId, byte[] fingerprint) {

    /** All keys of a shop share a hash tag, so that one script may touch several of them in a cluster. */
    String key() {
        return "sluice:delivery:{" + shop + "}:" + topic + ':' + webhookId;
    }
}
