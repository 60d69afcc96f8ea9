package dev.sluice.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events as the log carries them. */
final class Events {
    static final String SHOP = "roastery.example";
    static final String ORDER = "9007199254740993";
    static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

    private Events() {}

    static Event shopify(String topic, String body) {
        return shopify(topic, body.getBytes(UTF_8));
    }

    static Event shopify(@Nullable String topic, byte[] body) {
        return event(EventType.SHOPIFY, topic, null, body);
    }

    static Event own(EventType type, String body) {
        return event(type, null, null, body.getBytes(UTF_8));
    }

    static Event event(EventType type, @Nullable String topic, @Nullable String triggeredAt, byte[] body) {
        return new Event(type, SHOP, ORDER, topic, "webhook-1", null, triggeredAt, RECEIVED, null, null, null, body);
    }

    /** A whole-order body with these fields after its id, written with ' for ". */
    static DecodedEvent snapshot(String fields) {
        return EventDecoder.decode(shopify("orders/updated", body(fields)));
    }

    static DecodedEvent partial(String topic, String fields) {
        return EventDecoder.decode(shopify(topic, json("{'order_id':" + ORDER + "," + fields + "}")));
    }

    static DecodedEvent fulfillment(String fields) {
        return partial("fulfillments/update", fields);
    }

    static DecodedEvent deletion() {
        return EventDecoder.decode(shopify("orders/delete", json("{'id':" + ORDER + "}")));
    }

    static DecodedEvent deletionAt(String triggeredAt) {
        return EventDecoder.decode(event(
                EventType.SHOPIFY,
                "orders/delete",
                triggeredAt,
                json("{'id':" + ORDER + "}").getBytes(UTF_8)));
    }

    static DecodedEvent command(String id, String to) {
        return EventDecoder.decode(own(
                EventType.COMMAND,
                json("{'order_id':'" + ORDER + "','command_id':'" + id + "','to':'" + to
                        + "','reason':'on the phone','actor':'ada','at':'2026-03-01T10:00:00Z'}")));
    }

    static DecodedEvent shipment(long id, String status, String updatedAt) {
        return EventDecoder.decode(own(
                EventType.SHIPMENT,
                json("{'order_id':'" + ORDER + "','shipment_id':" + id + ",'status':'" + status + "','updated_at':'"
                        + updatedAt + "','tracking_number':'T1'}")));
    }

    static DecodedEvent purchase(String fields) {
        return EventDecoder.decode(own(EventType.PURCHASE, json("{'order_id':'" + ORDER + "'," + fields + "}")));
    }

    static String body(String fields) {
        return json("{'id':" + ORDER + (fields.isEmpty() ? "" : "," + fields) + "}");
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** The order after these events, from nothing. */
    static Order after(DecodedEvent... events) {
        Order order = Order.NEW;
        for (DecodedEvent event : events) {
            order = order.fold(event).order();
        }
        return order;
    }
}
