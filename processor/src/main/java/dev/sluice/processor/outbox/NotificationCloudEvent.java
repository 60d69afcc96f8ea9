package dev.sluice.processor.outbox;

import static dev.sluice.processor.outbox.OutboxStore.required;

import dev.sluice.contract.LogTopics;
import io.r2dbc.spi.Row;
import java.time.Instant;

/** A notification as message senders receive it, as contract/order-notification.schema.json describes. */
final class NotificationCloudEvent {
    private static final String TYPE = "dev.sluice.order.notification.v1";

    private NotificationCloudEvent() {}

    static OutboxPublisher.Message of(Row row) {
        return of(
                required(row, "order_id", String.class),
                required(row, "notification", String.class),
                required(row, "occurred_at", Instant.class));
    }

    static OutboxPublisher.Message of(String orderId, String kind, Instant occurredAt) {
        return CloudEvent.of(
                LogTopics.NOTIFICATIONS,
                TYPE,
                orderId,
                kind,
                occurredAt,
                json -> json.writeStringProperty("kind", kind));
    }
}
