package dev.sluice.order;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What decides between two snapshots of one order: the larger version stands.
 *
 * @param updatedAt Shopify's; null when it is missing, unreadable or in year 2100 or later, and then below every
 *     readable one
 * @param tier how far along the order is, 0 to 4: times are whole seconds, so ties happen
 * @param digest SHA-256 of the body in lower-case hex: equal versions have equal bodies
 */
public record Version(@Nullable Instant updatedAt, int tier, String digest) implements Comparable<Version> {

    private static final Comparator<Version> ORDER = Comparator.comparing(Version::updatedAt, Nulls.first())
            .thenComparingInt(Version::tier)
            .thenComparing(Version::digest);

    static Version of(
            @Nullable Instant updatedAt,
            @Nullable String financialStatus,
            @Nullable String fulfillmentStatus,
            boolean cancelled,
            String digest) {
        return new Version(updatedAt, tier(financialStatus, fulfillmentStatus, cancelled), digest);
    }

    private static int tier(@Nullable String financialStatus, @Nullable String fulfillmentStatus, boolean cancelled) {
        if (Statuses.isRefunded(financialStatus)) {
            return 4;
        }
        if (cancelled) {
            return 3;
        }
        if (Statuses.isFulfilled(fulfillmentStatus)) {
            return 2;
        }
        return Statuses.isPayment(financialStatus) ? 1 : 0;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }
}
