package dev.sluice.order;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A parcel. Of two readings of one parcel the larger stands: updated later, else further along, else any order that
 * everybody agrees on.
 *
 * @param updatedAt null when it is missing or unreadable, and then below every readable one
 * @param status Shopify's {@code status}: pending, open, success, cancelled, error, failure
 * @param shipmentStatus Shopify's {@code shipment_status}
 * @param trackingNumber leads to the recipient at the carrier's, so it is personal data; last in the order, so that
 *     {@link #redacted} keeps it
 * @param wholeOrder whether it covers every line, as a shipment result from logistics does
 */
public record Fulfillment(
        @Nullable Instant updatedAt,
        @Nullable String status,
        @Nullable String shipmentStatus,
        @Nullable String trackingNumber,
        boolean wholeOrder)
        implements Comparable<Fulfillment> {

    private static final Comparator<Fulfillment> ORDER = Comparator.comparing(Fulfillment::updatedAt, Nulls.first())
            .thenComparingInt(Fulfillment::tier)
            .thenComparing(Fulfillment::status, Nulls.first())
            .thenComparing(Fulfillment::shipmentStatus, Nulls.first())
            .thenComparing(Fulfillment::wholeOrder)
            .thenComparing(Fulfillment::trackingNumber, Nulls.first());

    /** Under way or arrived: not cancelled and not failed. */
    public boolean isLive() {
        return !Statuses.isDead(status);
    }

    public boolean isDelivered() {
        return Statuses.isDelivered(shipmentStatus);
    }

    // A parcel is taken back after it was made, so within one second "cancelled" is the later word.
    private int tier() {
        if (!isLive()) {
            return 1000;
        }
        return ("success".equals(status) ? 100 : 0) + Statuses.shipmentRank(shipmentStatus);
    }

    /** Without what leads to the recipient. */
    Fulfillment redacted() {
        return trackingNumber == null ? this : new Fulfillment(updatedAt, status, shipmentStatus, null, wholeOrder);
    }

    @Override
    public int compareTo(Fulfillment other) {
        return ORDER.compare(this, other);
    }
}
