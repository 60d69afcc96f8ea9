package dev.sluice.gateway.admission;

import java.util.function.DoubleSupplier;

/**
 * Decides on every delivery from what was last measured. Pure: time and chance come from outside. One thread reports
 * samples, any number ask.
 */
final class AdmissionController {
    private final int maxInFlight;
    private final long maxInFlightBytes;
    private final long holdNanos;
    private final DoubleSupplier random;
    private volatile State state;

    /**
     * @param holdNanos how long a sample counts
     * @param random from 0 to 1
     */
    AdmissionController(HighMark mark, int maxInFlight, long maxInFlightBytes, long holdNanos, DoubleSupplier random) {
        this.maxInFlight = maxInFlight;
        this.maxInFlightBytes = maxInFlightBytes;
        this.holdNanos = holdNanos;
        this.random = random;
        this.state = new State(mark, 0, 0, 0);
    }

    /**
     * A depth was read.
     *
     * @param drainPerSecond events that the processor takes from the queue
     */
    void sampled(long depth, double drainPerSecond, long nowNanos) {
        state = new State(state.mark.at(depth), depth, drainPerSecond, nowNanos);
    }

    /** No depth could be read: the last one holds for a while, then the bound of what is in flight decides alone. */
    void notSampled(long nowNanos) {
        State last = state;
        if (nowNanos - last.sampledAtNanos > holdNanos) {
            state = new State(last.mark.cleared(), last.depth, last.drainPerSecond, last.sampledAtNanos);
        }
    }

    boolean isOverloaded() {
        return state.mark.exceeded();
    }

    /**
     * @param inFlight publishes that wait for their ack
     * @param bytes of their bodies, the one asked about included
     */
    Verdict decide(int inFlight, long bytes) {
        State now = state;
        if (inFlight >= maxInFlight || bytes > maxInFlightBytes) {
            // What is in flight is over within seconds, acknowledged or not.
            return Verdict.refused(Verdict.Reason.IN_FLIGHT, 1 + Math.round(2 * random.getAsDouble()));
        }
        if (now.mark.exceeded()) {
            long excess = now.depth - now.mark.low();
            return Verdict.refused(
                    Verdict.Reason.HIGH_MARK, RetryAfter.seconds(excess, now.drainPerSecond, random.getAsDouble()));
        }
        return Verdict.ADMITTED;
    }

    private record State(HighMark mark, long depth, double drainPerSecond, long sampledAtNanos) {}
}
