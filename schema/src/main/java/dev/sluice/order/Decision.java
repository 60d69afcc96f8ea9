package dev.sluice.order;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided. The earliest decision of a kind stands: a second one changes nothing.
 *
 * @param actor who decided
 */
public record Decision(
        String commandId,
        Instant at,
        @Nullable String reason,
        @Nullable String actor) implements Comparable<Decision> {

    private static final Comparator<Decision> ORDER = Comparator.comparing(Decision::at)
            .thenComparing(Decision::commandId)
            .thenComparing(Decision::reason, Nulls.first())
            .thenComparing(Decision::actor, Nulls.first());

    @Override
    public int compareTo(Decision other) {
        return ORDER.compare(this, other);
    }
}
