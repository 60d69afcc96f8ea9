package dev.sluice.logistics;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far the carrier says that a shipment is.
 *
 * @param updatedAt the carrier's time of it: the same however often it is asked
 */
record CarrierAnswer(Status status, @Nullable String trackingNumber, Instant updatedAt) {

    /** As Sluice calls it, in shipment.schema.json. */
    enum Status {
        SHIPPED,
        DELIVERED,
        FAILED,
        CANCELLED;

        private final String token = name().toLowerCase(Locale.ROOT);

        String token() {
            return token;
        }
    }
}
