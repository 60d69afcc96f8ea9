package dev.sluice.gateway.admission;

/**
 * The rate of a counter that only grows, smoothed exponentially.
 *
 * @param perSecond 0 until two samples are there
 */
record RateMeter(long total, long atNanos, double perSecond, boolean started) {
    /** Time in which two thirds of a change show. */
    private static final double TIME_CONSTANT_SECONDS = 3;

    /** Below one event in a quarter of an hour nothing flows; smoothing alone would never come to rest. */
    private static final double STILL_PER_SECOND = 0.001;

    static final RateMeter NONE = new RateMeter(0, 0, 0, false);

    RateMeter sampled(long newTotal, long nowNanos) {
        // A counter that went back belongs to another log.
        if (!started || newTotal < total || nowNanos <= atNanos) {
            return new RateMeter(newTotal, nowNanos, 0, true);
        }
        double seconds = (nowNanos - atNanos) / 1e9;
        double rate = (newTotal - total) / seconds;
        double weight = 1 - Math.exp(-seconds / TIME_CONSTANT_SECONDS);
        double smoothed = perSecond + weight * (rate - perSecond);
        return new RateMeter(newTotal, nowNanos, smoothed < STILL_PER_SECOND ? 0 : smoothed, true);
    }
}
