package dev.sluice.processor.outbox;

import static dev.sluice.processor.outbox.OutboxStore.required;

import dev.sluice.contract.LogTopics;
import io.r2dbc.spi.Row;
import java.time.Instant;

/** A shipment request as logistics receives it, as contract/shipment-request.schema.json describes. */
final class ShipmentRequestCloudEvent {
    private static final String TYPE = "dev.sluice.order.shipment-request.v1";

    private ShipmentRequestCloudEvent() {}

    static OutboxPublisher.Message of(Row row) {
        return of(
                required(row, "order_id", String.class),
                required(row, "sequence", Integer.class),
                required(row, "action", String.class),
                required(row, "reason", String.class),
                required(row, "lines", String.class),
                required(row, "occurred_at", Instant.class));
    }

    /**
     * @param lines a JSON array, as it is stored
     */
    static OutboxPublisher.Message of(
            String orderId, int sequence, String action, String reason, String lines, Instant occurredAt) {
        return CloudEvent.of(LogTopics.SHIPMENT_REQUESTS, TYPE, orderId, action, occurredAt, json -> {
            json.writeStringProperty("action", action);
            json.writeStringProperty("reason", reason);
            json.writeNumberProperty("sequence", sequence);
            json.writeName("lines");
            json.writeRawValue(lines);
        });
    }
}
