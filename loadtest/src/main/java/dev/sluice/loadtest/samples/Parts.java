package dev.sluice.loadtest.samples;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The things that an order is made of, as they change in the course of its life. */
final class Parts {

    /** Someone who buys; made up, under a domain that is reserved for examples. */
    record Person(
            long id,
            String firstName,
            String lastName,
            String email,
            String street,
            String city,
            String zip,
            String country,
            String countryCode,
            String phone) {}

    /** @param price of one piece, in minor units */
    record Line(
            long id, long productId, String title, String variant, String sku, long price, int quantity, int grams) {
        long total() {
            return price * quantity;
        }
    }

    /** A fulfillment. */
    static final class Parcel {
        final long id;
        final int number;
        final Instant createdAt;
        final boolean whole;
        final String tracking;
        Instant updatedAt;
        String status;

        @Nullable
        String shipmentStatus;

        Parcel(long id, int number, Instant createdAt, boolean whole, String tracking, String status) {
            this.id = id;
            this.number = number;
            this.createdAt = createdAt;
            this.whole = whole;
            this.tracking = tracking;
            this.updatedAt = createdAt;
            this.status = status;
        }
    }

    /** @param amount in minor units */
    record Payment(long id, String kind, long amount, Instant at) {}

    /** @param payment the transaction that gives the money back */
    record Refund(long id, Instant at, String note, Payment payment) {}

    private Parts() {}
}
