package dev.sluice.order;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order that was placed with Sluice itself. The larger stands; what is known about the stock goes first, so that the
 * order as it was placed never takes back what became of its stock.
 *
 * @param source {@link Source#API} or {@link Source#PURCHASE}
 * @param total exact decimal string in {@code currency}
 * @param customerId personal data; last in the order, so that {@link #redacted} keeps it
 * @param stockReason why the stock was not taken
 */
public record OwnOrder(
        Source source,
        @Nullable String customerId,
        List<Line> lines,
        @Nullable String currency,
        @Nullable String total,
        @Nullable Instant placedAt,
        Stock stock,
        @Nullable String stockReason)
        implements Comparable<OwnOrder> {

    /** What became of the order's stock, in the order in which it may become known. */
    public enum Stock {
        UNKNOWN,
        /** Counts like a payment. */
        TAKEN,
        /** Counts like a cancellation; also after it was taken, because a cancellation is for ever. */
        NOT_TAKEN
    }

    private static final Comparator<OwnOrder> ORDER = Comparator.comparing(OwnOrder::stock)
            .thenComparing(OwnOrder::placedAt, Nulls.first())
            .thenComparing(OwnOrder::source)
            .thenComparing(OwnOrder::lines, Nulls.lists())
            .thenComparing(OwnOrder::currency, Nulls.first())
            .thenComparing(OwnOrder::total, Nulls.first())
            .thenComparing(OwnOrder::stockReason, Nulls.first())
            .thenComparing(OwnOrder::customerId, Nulls.first());

    public OwnOrder {
        lines = List.copyOf(lines);
    }

    /** The same order with what became of its stock. */
    public OwnOrder with(Stock outcome, @Nullable String reason) {
        return new OwnOrder(source, customerId, lines, currency, total, placedAt, outcome, reason);
    }

    /** Without its customer. */
    OwnOrder redacted() {
        return customerId == null
                ? this
                : new OwnOrder(source, null, lines, currency, total, placedAt, stock, stockReason);
    }

    @Override
    public int compareTo(OwnOrder other) {
        return ORDER.compare(this, other);
    }
}
