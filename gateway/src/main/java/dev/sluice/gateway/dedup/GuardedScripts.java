package dev.sluice.gateway.dedup;

import dev.sluice.gateway.dedup.ScriptQueue.SkippedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** One user's calls of Lua scripts, with a time-out each, and a circuit breaker: while it is open nobody waits. */
public final class GuardedScripts {
    private final RedisScriptCalls calls;
    private final CircuitBreaker breaker;
    private final Duration timeout;

    GuardedScripts(RedisScriptCalls calls, CircuitBreaker breaker, Duration timeout) {
        this.calls = calls;
        this.breaker = breaker;
        this.timeout = timeout;
    }

    /**
     * Calls a script; fails when Redis does not answer, or is not asked because it did not before.
     *
     * @param keys of one hash tag
     * @return what it answered: texts are {@code byte[]}, whole numbers {@link Long}, in a script's array
     */
    public Mono<List<Object>> run(Script script, List<String> keys, List<byte[]> arguments) {
        return Mono.defer(() ->
                Mono.fromFuture(called(script, keys.toArray(String[]::new), arguments.toArray(byte[][]::new)), true));
    }

    /** Its end is the breaker's business whether anybody still waits for it or not. */
    private CompletableFuture<List<Object>> called(Script script, String[] keys, byte[][] arguments) {
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(SkippedException.INSTANCE);
        }
        long start = System.nanoTime();
        return sent(script, keys, arguments)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> {
                    long took = System.nanoTime() - start;
                    if (failure == null) {
                        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
                    } else {
                        breaker.onError(took, TimeUnit.NANOSECONDS, failure);
                    }
                });
    }

    private CompletableFuture<List<Object>> sent(Script script, String[] keys, byte[][] arguments) {
        try {
            return calls.<Object>call(script, keys, arguments)
                    .toCompletableFuture()
                    .thenApply(answer -> answer);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
