package dev.sluice.order;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A line of an order.
 *
 * @param sku at most 255 characters
 * @param productName at most 255 characters
 * @param quantity units, 0 to 10^9; null when the body held nonsense
 * @param price of one unit, as an exact decimal string
 */
public record Line(
        @Nullable String sku,
        @Nullable String productName,
        @Nullable Long quantity,
        @Nullable String price) implements Comparable<Line> {

    private static final Comparator<Line> ORDER = Comparator.comparing(Line::sku, Nulls.first())
            .thenComparing(Line::productName, Nulls.first())
            .thenComparing(Line::quantity, Nulls.first())
            .thenComparing(Line::price, Nulls.first());

    @Override
    public int compareTo(Line other) {
        return ORDER.compare(this, other);
    }
}
