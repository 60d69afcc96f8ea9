package dev.sluice.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Shopify order as one whole-order body described it. Times are in microseconds and lie in the years 1 to 2099; texts
 * hold neither U+0000 nor lone surrogates; amounts fit PostgreSQL's numeric.
 *
 * @param name what the merchant calls the order, such as {@code #1001}
 * @param totalAmount Shopify's {@code total_price}
 */
public record Snapshot(
        Version version,
        @Nullable String name,
        @Nullable String financialStatus,
        @Nullable String fulfillmentStatus,
        @Nullable Instant cancelledAt,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String customerEmail,
        List<Line> lines,
        @Nullable BigDecimal totalAmount,
        @Nullable String currency,
        boolean test) {

    public Snapshot {
        lines = List.copyOf(lines);
    }

    /** Without its customer; the version stays, so what it is newer or older than stays too. */
    Snapshot redacted() {
        return customerId == null && customerName == null && customerEmail == null
                ? this
                : new Snapshot(
                        version,
                        name,
                        financialStatus,
                        fulfillmentStatus,
                        cancelledAt,
                        createdAt,
                        updatedAt,
                        null,
                        null,
                        null,
                        lines,
                        totalAmount,
                        currency,
                        test);
    }

    /** Of two snapshots the one with the larger version; equal versions have equal bodies. */
    static @Nullable Snapshot latest(@Nullable Snapshot a, @Nullable Snapshot b) {
        return a == null || (b != null && b.version.compareTo(a.version) > 0) ? b : a;
    }
}
