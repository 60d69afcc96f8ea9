package dev.sluice.processor.apply;

import static dev.sluice.processor.apply.BatchStore.required;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.OrderKey;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** Reads a parked event from its row. */
final class ParkedRow {

    private ParkedRow() {}

    static ParkedEvent read(Row row) {
        OrderKey key = Objects.requireNonNull(
                OrderKey.parse(required(row.get("order_id", String.class))), "a parked event belongs to an order");
        Instant triggeredAt = row.get("triggered_at", Instant.class);
        Event event = new Event(
                EventType.of(required(row.get("type", String.class))).orElseThrow(),
                key.shop(),
                key.orderId(),
                row.get("topic", String.class),
                row.get("webhook_id", String.class),
                null,
                triggeredAt == null ? null : triggeredAt.toString(),
                required(row.get("received_at", Instant.class)),
                null,
                null,
                null,
                required(row.get("body", byte[].class)));
        return new ParkedEvent(
                required(row.get("log_id", Short.class)),
                required(row.get("partition", Integer.class)),
                required(row.get("applied_on", LocalDate.class)),
                EventReader.readAgain(required(row.get("log_offset", Long.class)), event, triggeredAt));
    }
}
