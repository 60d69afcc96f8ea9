package dev.sluice.order;

import java.time.Instant;

/**
 * An event as the core understands it.
 *
 * @param orderId without its shop
 * @param facts all that the event says; {@link OrderFacts#NONE} for an edit
 * @param occurredAt when what it tells of happened, by the event itself; in microseconds
 */
public record DecodedEvent(String orderId, OrderFacts facts, Instant occurredAt, Kind kind, Source source) {

    /** The same event without its customer's personal data. */
    public DecodedEvent redacted() {
        return new DecodedEvent(orderId, facts.redacted(), occurredAt, kind, source);
    }
}
