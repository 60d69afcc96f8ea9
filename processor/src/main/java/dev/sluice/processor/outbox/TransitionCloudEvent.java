package dev.sluice.processor.outbox;

import static dev.sluice.processor.outbox.OutboxStore.required;

import dev.sluice.contract.LogTopics;
import io.r2dbc.spi.Row;
import java.time.Instant;

/** A transition as logistics receives it, as contract/order-transition.schema.json describes. */
final class TransitionCloudEvent {
    private static final String TYPE = "dev.sluice.order.transition.v1";

    private TransitionCloudEvent() {}

    static OutboxPublisher.Message of(Row row) {
        return of(
                required(row, "order_id", String.class),
                required(row, "sequence", Integer.class),
                required(row, "from_state", String.class),
                required(row, "to_state", String.class),
                required(row, "reason", String.class),
                required(row, "inferred", Boolean.class),
                required(row, "occurred_at", Instant.class));
    }

    static OutboxPublisher.Message of(
            String orderId, int sequence, String from, String to, String reason, boolean inferred, Instant occurredAt) {
        return CloudEvent.of(
                LogTopics.TRANSITIONS,
                TYPE,
                orderId,
                Integer.toString(sequence),
                occurredAt,
                json -> json.writeStringProperty("from", from)
                        .writeStringProperty("to", to)
                        .writeStringProperty("reason", reason)
                        .writeBooleanProperty("inferred", inferred)
                        .writeNumberProperty("sequence", sequence));
    }
}
