package dev.sluice.order;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.OrderKey;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes commands as {@link EventDecoder} reads them: equal arguments give equal bytes. */
public final class Commands {
    private static final JsonFactory JSON = new JsonFactory();

    private Commands() {}

    /**
     * An operator's decision about an order.
     *
     * @param to {@code confirmed} or {@code cancelled}
     * @throws IllegalArgumentException for another state
     */
    public static Event decision(OrderKey order, OrderState to, Decision decision, Instant receivedAt) {
        if (to != OrderState.CONFIRMED && to != OrderState.CANCELLED) {
            throw new IllegalArgumentException("a command leads to confirmed or cancelled, not " + to.token());
        }
        byte[] body = write(json -> {
            json.writeStringProperty("order_id", order.orderId());
            json.writeStringProperty("command_id", decision.commandId());
            json.writeStringProperty("to", to.token());
            about(json, decision.reason(), decision.actor(), decision.at());
        });
        return event(order.shop(), order.orderId(), receivedAt, body);
    }

    /**
     * A command about an event that was set aside.
     *
     * @param shop the event's
     * @param orderId the event's order; null when it is unknown
     */
    public static Event repair(String shop, @Nullable String orderId, Repair repair, Instant receivedAt) {
        byte[] body = write(json -> {
            json.writeStringProperty("command_id", repair.commandId());
            json.writeStringProperty("repair", repair.action().token());
            json.writeStringProperty("event", repair.event().toString());
            about(json, repair.reason(), repair.actor(), repair.at());
        });
        return event(shop, orderId, receivedAt, body);
    }

    private interface Properties {
        void write(JsonGenerator json);
    }

    private static byte[] write(Properties properties) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            properties.write(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void about(
            JsonGenerator json, @Nullable String reason, @Nullable String actor, @Nullable Instant at) {
        if (reason != null) {
            json.writeStringProperty("reason", reason);
        }
        if (actor != null) {
            json.writeStringProperty("actor", actor);
        }
        if (at != null) {
            json.writeStringProperty("at", at.toString());
        }
    }

    private static Event event(String shop, @Nullable String orderId, Instant receivedAt, byte[] body) {
        return new Event(EventType.COMMAND, shop, orderId, null, null, null, null, receivedAt, null, null, null, body);
    }
}
