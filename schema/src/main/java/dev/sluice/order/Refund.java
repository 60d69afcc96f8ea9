package dev.sluice.order;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A refund; its sum is shown and never decides, because in mid-arrival a partial one looks complete.
 *
 * @param updatedAt null when it is missing or unreadable, and then below every readable one
 * @param processedAt when it was processed, else when it was made
 * @param amount sum of the money given back in the refund's own transactions, as an exact decimal string; null when it
 *     lists none
 * @param currency of the amount
 */
public record Refund(
        @Nullable Instant updatedAt,
        @Nullable Instant processedAt,
        @Nullable String amount,
        @Nullable String currency) implements Comparable<Refund> {

    private static final Comparator<Refund> ORDER = Comparator.comparing(Refund::updatedAt, Nulls.first())
            .thenComparing(Refund::processedAt, Nulls.first())
            .thenComparing(Refund::amount, Nulls.first())
            .thenComparing(Refund::currency, Nulls.first());

    @Override
    public int compareTo(Refund other) {
        return ORDER.compare(this, other);
    }
}
