package dev.sluice.processor.apply;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.order.ComplianceRequest;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.Repair;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that has been read as far as it can be, before the database is asked anything.
 *
 * @param offset position in its partition
 * @param event what the record says of itself; stands in for it when its headers can't be read
 * @param triggeredAt Shopify's time of the event; null when missing or unreadable
 * @param deliveryKey what makes it the same delivery as another; null without a webhook id
 * @param reading what it asks for
 */
record ReadEvent(
        long offset,
        Event event,
        @Nullable Instant triggeredAt,
        @Nullable UUID deliveryKey,
        Reading reading) {

    /** What an event asks for. */
    sealed interface Reading {
        /** To be merged into its order. */
        record OrderChange(DecodedEvent decoded) implements Reading {}

        /** To be done about an event that was set aside. */
        record RepairCommand(Repair repair) implements Reading {}

        /** To be recorded as a request under data-protection law. */
        record Compliance(ComplianceRequest request) implements Reading {}

        /** Nothing: a topic that Sluice has no use for. */
        record NoUse() implements Reading {}

        /** To be quarantined. */
        record Unusable(String reason, String detail) implements Reading {}

        /** To become a dead letter: reading it failed in a way that reading must not fail. */
        record Unreadable(String reason, String detail) implements Reading {}
    }

    @Nullable
    String orderId() {
        return event.orderId() == null ? null : event.key();
    }

    @Nullable
    DecodedEvent decoded() {
        return reading instanceof Reading.OrderChange change ? change.decoded() : null;
    }

    /** The same event under another position. */
    ReadEvent at(long position) {
        return position == offset ? this : new ReadEvent(position, event, triggeredAt, deliveryKey, reading);
    }

    /** The same event with another body; what was read of the one before stays. */
    ReadEvent withBody(byte[] body) {
        return new ReadEvent(offset, event.withBody(body), triggeredAt, deliveryKey, reading);
    }

    EventType type() {
        return event.type();
    }
}
