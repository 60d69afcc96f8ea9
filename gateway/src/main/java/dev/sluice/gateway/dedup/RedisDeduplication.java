package dev.sluice.gateway.dedup;

import dev.sluice.gateway.dedup.ScriptQueue.SkippedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The hint in Redis, by {@code delivery_seen.lua} and {@code delivery_done.lua}. */
final class RedisDeduplication implements DeduplicationHint {
    private final ScriptQueue seen;
    private final ScriptQueue done;
    private final Counter firsts;
    private final Counter duplicates;
    private final Counter skipped;
    private final Counter failed;
    private final Counter lostMarks;

    RedisDeduplication(ScriptQueue seen, ScriptQueue done, MeterRegistry meters) {
        this.seen = seen;
        this.done = done;
        this.firsts = hints(meters, "first");
        this.duplicates = hints(meters, "duplicate");
        this.skipped = hints(meters, "skipped");
        this.failed = hints(meters, "failed");
        this.lostMarks = Counter.builder("sluice.dedup.marks.lost")
                .description("Deliveries that could not be marked done")
                .register(meters);
    }

    private static Counter hints(MeterRegistry meters, String result) {
        return Counter.builder("sluice.dedup.hints")
                .description("What Redis said about deliveries; skipped: it was not asked")
                .tag("result", result)
                .register(meters);
    }

    @Override
    public Mono<Boolean> isDone(DeliveryMark delivery) {
        return Mono.create(
                sink -> seen.add(delivery).whenComplete((answer, failure) -> sink.success(isDone(answer, failure))));
    }

    private boolean isDone(@Nullable Long answer, @Nullable Throwable failure) {
        if (answer == null) {
            (failure instanceof SkippedException ? skipped : failed).increment();
            return false;
        }
        (answer == 1 ? duplicates : firsts).increment();
        return answer == 1;
    }

    @Override
    public void done(DeliveryMark delivery) {
        done.add(delivery).whenComplete((answer, failure) -> {
            if (failure != null) {
                lostMarks.increment();
            }
        });
    }
}
