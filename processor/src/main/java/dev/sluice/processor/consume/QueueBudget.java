package dev.sluice.processor.consume;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What the queues of all partitions together may hold. While there is room a partition may take a quarter of it; once there
 * is none, those above their share stop until they are well below it. So a busy partition uses what idle ones leave, and one
 * that can't be applied leaves room for the others.
 *
 * <p>A partition that is told to stop may still be sent what is on its way, so a quarter more than the budget is where
 * nothing at all is taken any more.
 */
final class QueueBudget {
    private final long budget;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicInteger partitions = new AtomicInteger();
    private final Sinks.Many<Long> releases = Sinks.many().multicast().directBestEffort();

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
        long left = queued.addAndGet(-bytes);
        // One at a time: a sink refuses what comes from two threads at once, and a lost release could be the last.
        synchronized (releases) {
            releases.tryEmitNext(left);
        }
    }

    /** Completes when anything may be taken at all; at once, nearly always. */
    Mono<Void> room() {
        return Mono.defer(() -> hasRoom()
                ? Mono.empty()
                : releases.asFlux()
                        // What was given back before the subscription is found by the look that follows it.
                        .mergeWith(Flux.just(0L))
                        .filter(release -> hasRoom())
                        .next()
                        .then());
    }

    private boolean hasRoom() {
        return queued.get() <= budget + budget / 4;
    }

    long queued() {
        return queued.get();
    }

    /**
     * @param bytes in the queue of the partition that asks
     */
    boolean mustStop(long bytes) {
        return bytes > budget / 4 || (queued.get() > budget && bytes > share());
    }

    /**
     * @param bytes in the queue of the partition that asks
     */
    boolean mayGoOn(long bytes) {
        return bytes <= share() / 2 || (bytes <= budget / 8 && queued.get() <= budget / 2);
    }

    private long share() {
        return budget / Math.max(1, partitions.get());
    }
}
