package dev.sluice.order;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided. The earliest decision of a kind stands: a second one changes nothing.
 *
 * @param reason in the operator's own words, which may speak of the customer; last in the order, so that
 *     {@link #redacted} keeps it
 * @param actor who decided
 */
public record Decision(
        String commandId,
        Instant at,
        @Nullable String reason,
        @Nullable String actor) implements Comparable<Decision> {

    private static final Comparator<Decision> ORDER = Comparator.comparing(Decision::at)
            .thenComparing(Decision::commandId)
            .thenComparing(Decision::actor, Nulls.first())
            .thenComparing(Decision::reason, Nulls.first());

    /** Without what may speak of the customer. */
    Decision redacted() {
        return reason == null ? this : new Decision(commandId, at, null, actor);
    }

    @Override
    public int compareTo(Decision other) {
        return ORDER.compare(this, other);
    }
}
