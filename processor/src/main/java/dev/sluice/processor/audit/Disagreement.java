package dev.sluice.processor.audit;

import org.jspecify.annotations.Nullable;

/**
 * One thing that the log and the database say differently.
 *
 * @param position in the log, as {@code topic-partition@offset}
 * @param order id of the order that it is about; null when it is about none
 */
public record Disagreement(String position, @Nullable String order, Kind kind, String detail) {

    /** What is wrong. */
    public enum Kind {
        /** A record of the log, below the progress, has no outcome (G2). */
        NO_OUTCOME,
        /** A record has several outcomes (G2). */
        SEVERAL_OUTCOMES,
        /** A record counts as a duplicate, but nothing before it has its delivery key (G1). */
        DUPLICATE_OF_NOTHING,
        /** An event counts as applied or stale, and its order is not stored. */
        NO_ORDER,
        /** An event counts as applied or stale, and can't be read. */
        UNREADABLE,
        /** An event that counts as applied or stale would still change the facts of its order (G3). */
        MISSING_FACTS,
        /** An order does not stand in the state that its facts call for (G3). */
        WRONG_STATE,
        /** The steps of an order are not numbered from 1 without a gap, or don't follow from each other (G4). */
        BROKEN_HISTORY;

        String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** One line: what, where, which order, why. */
    public String line() {
        return kind.words() + "  " + position + "  " + (order == null ? "-" : order) + "  " + detail;
    }
}
