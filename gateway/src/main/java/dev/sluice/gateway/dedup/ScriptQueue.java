package dev.sluice.gateway.dedup;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends deliveries to one script, many in a call: while a call is under way the next ones gather. One call for each shop
 * of a round, as the keys of a call must stand together in a cluster.
 *
 * <p>A round that takes longer than the time-out is given up, so nobody waits for more than two of them; once the circuit
 * breaker is open nobody waits at all.
 */
final class ScriptQueue {
    /** Deliveries of one round: a script holds Redis for well under a millisecond. */
    private static final int ROUND = 256;

    private final Script script;
    private final byte @Nullable [] lastArgument;
    private final ScriptCalls calls;
    private final CircuitBreaker breaker;
    private final Duration timeout;
    private final int maxWaiting;
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long roundStartedNanos = System.nanoTime();

    /**
     * @param lastArgument of every call; null for none
     */
    ScriptQueue(
            Script script,
            byte @Nullable [] lastArgument,
            ScriptCalls calls,
            CircuitBreaker breaker,
            Duration timeout,
            int maxWaiting) {
        this.script = script;
        this.lastArgument = lastArgument;
        this.calls = calls;
        this.breaker = breaker;
        this.timeout = timeout;
        this.maxWaiting = maxWaiting;
    }

    /**
     * @return what the script answered; fails with {@link SkippedException} when Redis was not asked
     */
    CompletableFuture<Long> add(DeliveryMark delivery) {
        if (isStuck()) {
            return CompletableFuture.failedFuture(SkippedException.INSTANCE);
        }
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return CompletableFuture.failedFuture(SkippedException.INSTANCE);
        }
        Waiting entry = new Waiting(delivery, new CompletableFuture<>());
        queue.add(entry);
        drain();
        return entry.answer;
    }

    /** The client did not even take the call; its own time-out does not help then. */
    private boolean isStuck() {
        return busy.get() && System.nanoTime() - roundStartedNanos > 2 * timeout.toNanos();
    }

    private void drain() {
        while (!queue.isEmpty() && busy.compareAndSet(false, true)) {
            roundStartedNanos = System.nanoTime();
            List<Waiting> round = nextRound();
            if (!round.isEmpty()) {
                run(round);
                return;
            }
            busy.set(false);
        }
    }

    private List<Waiting> nextRound() {
        List<Waiting> round = new ArrayList<>();
        for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
            round.add(next);
            if (round.size() == ROUND) {
                break;
            }
        }
        waiting.addAndGet(-round.size());
        return round;
    }

    private void run(List<Waiting> round) {
        Map<String, List<Waiting>> shops = new LinkedHashMap<>();
        for (Waiting entry : round) {
            shops.computeIfAbsent(entry.delivery.shop(), shop -> new ArrayList<>())
                    .add(entry);
        }
        CompletableFuture<?>[] ended = shops.values().stream().map(this::call).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ended).whenComplete((unused, failure) -> {
            busy.set(false);
            drain();
        });
    }

    private CompletableFuture<?> call(List<Waiting> entries) {
        if (!breaker.tryAcquirePermission()) {
            entries.forEach(entry -> entry.answer.completeExceptionally(SkippedException.INSTANCE));
            return CompletableFuture.completedFuture(null);
        }
        long start = System.nanoTime();
        return send(entries)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answers, failure) -> {
                    long took = System.nanoTime() - start;
                    if (failure == null) {
                        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
                    } else {
                        breaker.onError(took, TimeUnit.NANOSECONDS, failure);
                    }
                    answer(entries, answers, failure);
                    return null;
                });
    }

    private CompletableFuture<List<Long>> send(List<Waiting> entries) {
        int size = entries.size();
        String[] keys = new String[size];
        byte[][] arguments = new byte[lastArgument == null ? size : size + 1][];
        for (int i = 0; i < size; i++) {
            keys[i] = entries.get(i).delivery.key();
            arguments[i] = entries.get(i).delivery.fingerprint();
        }
        if (lastArgument != null) {
            arguments[size] = lastArgument;
        }
        try {
            return calls.run(script, keys, arguments).toCompletableFuture().thenApply(answers -> answers);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void answer(List<Waiting> entries, @Nullable List<Long> answers, @Nullable Throwable failure) {
        for (int i = 0; i < entries.size(); i++) {
            CompletableFuture<Long> answer = entries.get(i).answer;
            if (failure != null || answers == null || answers.size() != entries.size()) {
                answer.completeExceptionally(failure == null ? SkippedException.INSTANCE : failure);
            } else {
                answer.complete(answers.get(i));
            }
        }
    }

    private record Waiting(DeliveryMark delivery, CompletableFuture<Long> answer) {}

    /** Redis was not asked: the circuit breaker is open, or too many wait. */
    static final class SkippedException extends RuntimeException {
        static final SkippedException INSTANCE = new SkippedException();

        private SkippedException() {
            super("Redis was not asked", null, false, false);
        }
    }
}
