package dev.sluice.logistics;

import dev.sluice.contract.OrderKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record of {@code shipment-requests}. Its id is the order with the action, and an order's actions have the sequences 1
 * and 2: keeping the last sequence of an order is keeping all ids that were seen.
 *
 * @param lines JSON array
 */
record ShipmentRequest(OrderKey order, boolean withdrawn, String lines) {

    /**
     * @throws IllegalArgumentException when it is no shipment request
     */
    static ShipmentRequest read(byte @Nullable [] value) {
        JsonNode data;
        try {
            data = JsonMapper.shared()
                    .readTree(value == null ? new byte[0] : value)
                    .path("data");
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
        String shop = data.path("shop").asString("");
        String order = data.path("order").asString("");
        String action = data.path("action").asString("");
        boolean known = action.equals("requested") || action.equals("withdrawn");
        if (shop.isEmpty() || order.isEmpty() || !known || !data.path("lines").isArray()) {
            throw new IllegalArgumentException("no shipment request");
        }
        return new ShipmentRequest(
                new OrderKey(shop, order),
                action.equals("withdrawn"),
                data.path("lines").toString());
    }

    /**
     * The carrier's idempotency key: 128 bits of the order's key. It follows from the order alone, so were this system's
     * tables lost, the carrier would recognise the shipment all the same.
     */
    String carrierKey() {
        return HexFormat.of().formatHex(hash(), 0, 16);
    }

    /** 1 to 2^63-1; tells an order's shipments apart, of which there is one. */
    long shipmentId() {
        return Math.max(1, ByteBuffer.wrap(hash()).getLong() & Long.MAX_VALUE);
    }

    private byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(order.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
