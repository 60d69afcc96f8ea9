package dev.sluice.gateway.admission;

/**
 * Depths of the queue at which admission changes, in events.
 *
 * @param low at which an overload ends, and above which shops are held to their shares
 * @param high above which an overload begins
 * @param hard above which nothing comes in
 */
record Marks(long low, long high, long hard) {

    Marks {
        if (low < 1 || high <= low || hard <= high) {
            throw new IllegalArgumentException("the marks must be positive and rise: low, high, hard");
        }
    }
}
