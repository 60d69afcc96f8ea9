package dev.sluice.gateway.admission;

/** When to come again: the time that the queue needs to the low mark. */
final class RetryAfter {
    static final long LONGEST_SECONDS = 300;

    /** Share by which answers are spread, so that the refused do not all come back in the same second. */
    private static final double JITTER = 0.25;

    private RetryAfter() {}

    /**
     * @param excess events above the low mark
     * @param drainPerSecond events by which the queue shrinks; 0 or less when it does not
     * @param random from 0 to 1
     * @return whole seconds from 1 to 300
     */
    static long seconds(long excess, double drainPerSecond, double random) {
        if (excess <= 0) {
            return 1;
        }
        double wait = drainPerSecond > 0 ? excess / drainPerSecond : LONGEST_SECONDS;
        double spread = Math.min(wait, LONGEST_SECONDS) * (1 + JITTER * random);
        return Math.max(1, Math.min(LONGEST_SECONDS, (long) Math.ceil(spread)));
    }
}
