package dev.sluice.loadtest.proxy;

import java.time.Duration;

/**
 * What a proxy does to the bytes that pass, in each direction alike.
 *
 * @param latency added to everything
 * @param bytesPerSecond of one connection; 0 for no limit
 * @param stalled nothing passes, and connections stay open: as when packets are dropped
 */
record Line(Duration latency, long bytesPerSecond, boolean stalled) {
    static final Line CLEAR = new Line(Duration.ZERO, 0, false);

    Line {
        if (latency.isNegative() || bytesPerSecond < 0) {
            throw new IllegalArgumentException("latency and bytes per second are not negative");
        }
    }

    /** How long a chunk occupies the line. */
    long nanosFor(int bytes) {
        return bytesPerSecond == 0 ? 0 : bytes * 1_000_000_000L / bytesPerSecond;
    }
}
