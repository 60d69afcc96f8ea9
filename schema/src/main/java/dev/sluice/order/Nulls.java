package dev.sluice.order;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Total orders over fields that may be missing. */
final class Nulls {
    private Nulls() {}

    /** What is missing ranks lowest. */
    static <T extends Comparable<? super T>> Comparator<@Nullable T> first() {
        return Comparator.nullsFirst(Comparator.naturalOrder());
    }

    /** Element by element; a list that is the start of another ranks below it. */
    static <T extends Comparable<? super T>> Comparator<List<T>> lists() {
        return (a, b) -> {
            for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                int order = a.get(i).compareTo(b.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(a.size(), b.size());
        };
    }

    /** The larger; the first when they are equal, so that an unchanged value stays the same object. */
    static <T extends Comparable<? super T>> @Nullable T max(@Nullable T a, @Nullable T b) {
        return a == null || (b != null && b.compareTo(a) > 0) ? b : a;
    }

    /** The smaller of those that are there; the first when they are equal. */
    static <T extends Comparable<? super T>> @Nullable T min(@Nullable T a, @Nullable T b) {
        return a == null || (b != null && b.compareTo(a) < 0) ? b : a;
    }
}
