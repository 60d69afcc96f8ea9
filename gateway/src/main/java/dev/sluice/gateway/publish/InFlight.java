package dev.sluice.gateway.publish;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What this gateway has handed to the producer and not heard of yet; the sender may have given up waiting. */
public final class InFlight {
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder total = new LongAdder();

    public int events() {
        return events.get();
    }

    public long bytes() {
        return bytes.get();
    }

    /** All that was handed over since the start. */
    public long total() {
        return total.sum();
    }

    void started(int size) {
        events.incrementAndGet();
        bytes.addAndGet(size);
        total.increment();
    }

    void ended(int size) {
        events.decrementAndGet();
        bytes.addAndGet(-size);
    }
}
