package dev.sluice.processor.apply;

/** Spaces events so that no more than so many come a second, on average. Pure: the time comes from outside. */
final class Throttle {
    /** A batch is at most this share of a second's events, so that they flow rather than come in heaps. */
    private static final int BATCHES_PER_SECOND = 10;

    private final int perSecond;
    private long freeAtNanos;
    private boolean used;

    /**
     * @param perSecond events; 0 for no limit
     */
    Throttle(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Most events to ask for at once. */
    int atOnce() {
        return perSecond == 0 ? Integer.MAX_VALUE : Math.max(1, perSecond / BATCHES_PER_SECOND);
    }

    /** Nanoseconds to wait before these events may go; they are counted as gone then. */
    synchronized long reserve(int events, long nowNanos) {
        if (perSecond == 0) {
            return 0;
        }
        long start = used && freeAtNanos - nowNanos > 0 ? freeAtNanos : nowNanos;
        used = true;
        freeAtNanos = start + events * 1_000_000_000L / perSecond;
        return start - nowNanos;
    }
}
