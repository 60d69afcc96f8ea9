package dev.sluice.processor.consume;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the queues of all partitions together may hold. While there is room a partition may take as much as comes; once
 * there is none, those above their share stop until they are well below it. So a busy partition uses what idle ones leave,
 * and no number of partitions takes more memory than was set.
 */
final class QueueBudget {
    private final long budget;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicInteger partitions = new AtomicInteger();

    /**
     * @param budget bytes, above 0
     */
    QueueBudget(long budget) {
        this.budget = budget;
    }

    void partitionJoins() {
        partitions.incrementAndGet();
    }

    /** Takes a partition's share away, with what it still had in its queue. */
    void partitionLeaves(long bytes) {
        partitions.decrementAndGet();
        given(bytes);
    }

    void taken(long bytes) {
        queued.addAndGet(bytes);
    }

    void given(long bytes) {
        queued.addAndGet(-bytes);
    }

    long queued() {
        return queued.get();
    }

    /**
     * @param bytes in the queue of the partition that asks
     */
    boolean mustStop(long bytes) {
        return queued.get() > budget && bytes > share();
    }

    /**
     * @param bytes in the queue of the partition that asks
     */
    boolean mayGoOn(long bytes) {
        return bytes <= share() / 2 || queued.get() <= budget / 2;
    }

    private long share() {
        return budget / Math.max(1, partitions.get());
    }
}
