package dev.sluice.order;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A payment transaction; shown, never decisive.
 *
 * @param updatedAt null when it is missing or unreadable, and then below every readable one
 * @param processedAt when the money moved, else when the transaction was made
 * @param kind authorization, capture, sale, void, refund
 * @param status pending, success, failure, error
 * @param amount exact decimal string in {@code currency}
 */
public record Transaction(
        @Nullable Instant updatedAt,
        @Nullable Instant processedAt,
        @Nullable String kind,
        @Nullable String status,
        @Nullable String amount,
        @Nullable String currency)
        implements Comparable<Transaction> {

    private static final Comparator<Transaction> ORDER = Comparator.comparing(Transaction::updatedAt, Nulls.first())
            .thenComparingInt(Transaction::tier)
            .thenComparing(Transaction::processedAt, Nulls.first())
            .thenComparing(Transaction::kind, Nulls.first())
            .thenComparing(Transaction::status, Nulls.first())
            .thenComparing(Transaction::amount, Nulls.first())
            .thenComparing(Transaction::currency, Nulls.first());

    private int tier() {
        if (status == null) {
            return 0;
        }
        return switch (status) {
            case "pending" -> 1;
            case "error", "failure" -> 2;
            case "success" -> 3;
            default -> 0;
        };
    }

    @Override
    public int compareTo(Transaction other) {
        return ORDER.compare(this, other);
    }
}
