package dev.sluice.processor.outbox;

import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A transition as logistics receives it: CloudEvents 1.0 in JSON, as schema/order-transition.schema.json describes. */
final class TransitionCloudEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private TransitionCloudEvent() {}

    static TransitionPublisher.Message of(PendingTransition transition) {
        String key = transition.order().toString();
        String occurredAt = MICROS.format(transition.occurredAt());
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("specversion", "1.0");
            // The same on every attempt and every replay: consumers drop what they have seen.
            json.writeStringProperty("id", key + ':' + transition.sequence());
            json.writeStringProperty("source", "/sluice/orders");
            json.writeStringProperty("type", "dev.sluice.order.transition.v1");
            json.writeStringProperty("subject", key);
            json.writeStringProperty("time", occurredAt);
            json.writeStringProperty("datacontenttype", "application/json");
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("shop", transition.order().shop());
            json.writeStringProperty("order", transition.order().orderId());
            json.writeStringProperty("from", transition.from());
            json.writeStringProperty("to", transition.to());
            json.writeStringProperty("reason", transition.reason());
            json.writeBooleanProperty("inferred", transition.inferred());
            json.writeNumberProperty("sequence", transition.sequence());
            json.writeStringProperty("occurred_at", occurredAt);
            json.writeEndObject();
            json.writeEndObject();
        }
        return new TransitionPublisher.Message(key, out.toByteArray());
    }
}
