package dev.sluice.gateway.publish;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What this gateway has handed to the producer and not heard of yet; the sender may have given up waiting. */
public final class InFlight {
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    public int events() {
        return events.get();
    }

    public long bytes() {
        return bytes.get();
    }

    void started(int size) {
        events.incrementAndGet();
        bytes.addAndGet(size);
    }

    void ended(int size) {
        events.decrementAndGet();
        bytes.addAndGet(-size);
    }
}
