package dev.sluice.processor.repair;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for too long.
 *
 * @param parked overdue parked events, counted up to {@link #MOST}
 * @param oldestParked when the oldest event that is parked at all was set aside; null when none is
 * @param pending overdue pending orders, likewise
 * @param oldestPending when the oldest overdue pending order was created; null when none is
 */
record Overdue(
        long parked,
        @Nullable Instant oldestParked,
        long pending,
        @Nullable Instant oldestPending) {

    /** Counting ends here: what matters beyond is that there are very many. */
    static final int MOST = 10_000;

    static final Overdue NONE = new Overdue(0, null, 0, null);

    boolean sameCounts(Overdue other) {
        return parked == other.parked && pending == other.pending;
    }
}
