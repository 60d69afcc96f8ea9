package dev.sluice.processor.outbox;

import dev.sluice.contract.OrderKey;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The envelope of everything that is published: CloudEvents 1.0 in JSON, about one order. */
final class CloudEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private CloudEvent() {}

    /**
     * @param orderId {@code <shop>:<order id>}
     * @param name what is told of the order; with the order it is the id, the same on every attempt and every replay, so
     *     that consumers can drop what they have seen
     * @param data writes the properties of {@code data} between the order and {@code occurred_at}
     */
    static OutboxPublisher.Message of(
            String topic, String type, String orderId, String name, Instant occurredAt, Consumer<JsonGenerator> data) {
        OrderKey order = Objects.requireNonNull(OrderKey.parse(orderId), "what is published is about an order");
        String time = MICROS.format(occurredAt);
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("specversion", "1.0");
            json.writeStringProperty("id", orderId + ':' + name);
            json.writeStringProperty("source", "/sluice/orders");
            json.writeStringProperty("type", type);
            json.writeStringProperty("subject", orderId);
            json.writeStringProperty("time", time);
            json.writeStringProperty("datacontenttype", "application/json");
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("shop", order.shop());
            json.writeStringProperty("order", order.orderId());
            data.accept(json);
            json.writeStringProperty("occurred_at", time);
            json.writeEndObject();
            json.writeEndObject();
        }
        return new OutboxPublisher.Message(topic, orderId, out.toByteArray());
    }
}
