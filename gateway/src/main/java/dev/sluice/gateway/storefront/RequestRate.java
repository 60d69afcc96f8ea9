package dev.sluice.gateway.storefront;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits how often something happens: so many a second on average, as many at once. One number: when, at the permitted rate,
 * everything that was let through would be over (the generic cell rate algorithm).
 */
final class RequestRate {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long intervalNanos;
    private final AtomicLong busyUntilNanos;

    /**
     * @param perSecond 1 to a million
     * @param nowNanos as of {@link System#nanoTime}
     */
    RequestRate(int perSecond, long nowNanos) {
        this.intervalNanos = SECOND_NANOS / perSecond;
        this.busyUntilNanos = new AtomicLong(nowNanos);
    }

    /**
     * Asks for one.
     *
     * @return 0 when it is let through, else in how many nanoseconds the next one will be
     */
    long ask(long nowNanos) {
        while (true) {
            long busy = busyUntilNanos.get();
            long after = (busy - nowNanos > 0 ? busy : nowNanos) + intervalNanos;
            long wait = after - nowNanos - SECOND_NANOS;
            if (wait > 0) {
                return wait;
            }
            if (busyUntilNanos.compareAndSet(busy, after)) {
                return 0;
            }
        }
    }
}
