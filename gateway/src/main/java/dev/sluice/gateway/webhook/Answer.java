package dev.sluice.gateway.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The answer to a signed delivery.
 *
 * @param deliveryId Shopify's webhook id, or the position in the log of a delivery without one; printable ASCII
 */
record Answer(Status status, String deliveryId) {

    byte[] json() {
        StringBuilder json = new StringBuilder(64 + deliveryId.length())
                .append("{\"status\":\"")
                .append(status.token())
                .append("\",\"delivery_id\":\"");
        for (int i = 0; i < deliveryId.length(); i++) {
            char c = deliveryId.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\');
            }
            json.append(c);
        }
        return json.append("\"}").toString().getBytes(US_ASCII);
    }
}
