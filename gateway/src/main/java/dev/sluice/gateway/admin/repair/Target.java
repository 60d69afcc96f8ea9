package dev.sluice.gateway.admin.repair;

import static java.util.Objects.requireNonNull;

import dev.sluice.contract.EventType;
import dev.sluice.contract.LogPlace;
import dev.sluice.contract.OrderKey;
import dev.sluice.contract.TopicKind;
import dev.sluice.gateway.webhook.OrderIdScan;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * An event that a command is about.
 *
 * @param orderId its order's id without its shop; null when it is unknown
 */
record Target(LogPlace place, String shop, @Nullable String orderId, boolean discarded) {

    /** From a row with {@code body}, which is null where the order is known. */
    static Target read(LogPlace place, Readable row) {
        String shop = requireNonNull(row.get("shop", String.class));
        OrderKey key = OrderKey.parse(String.valueOf(row.get("order_id", String.class)));
        return new Target(
                place,
                shop,
                key == null ? scanned(row) : key.orderId(),
                Boolean.TRUE.equals(row.get("discarded", Boolean.class)));
    }

    /** An event without a known order was put in quarantine; by now its order may be found. */
    private static @Nullable String scanned(Readable row) {
        String topic = row.get("topic", String.class);
        byte[] body = row.get("body", byte[].class);
        if (topic == null || body == null || !EventType.SHOPIFY.token().equals(row.get("type", String.class))) {
            return null;
        }
        TopicKind kind = TopicKind.of(topic);
        if (!kind.needsOrder() && kind != TopicKind.OTHER_ORDER) {
            return null;
        }
        OrderIdScan scan = OrderIdScan.of(kind, body);
        return scan.unusable() == null ? Long.toString(scan.orderId()) : null;
    }
}
