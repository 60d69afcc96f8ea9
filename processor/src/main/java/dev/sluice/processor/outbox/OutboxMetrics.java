package dev.sluice.processor.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** What publishing the outbox counts and times. */
final class OutboxMetrics {
    private final MeterRegistry meters;
    private final Timer batch;
    private final Timer delay;
    private final Map<Pending.Kind, Counter> published = new EnumMap<>(Pending.Kind.class);
    private final AtomicInteger owned = new AtomicInteger();

    OutboxMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.batch = Timer.builder("sluice.outbox.batch")
                .description("One batch of a shard, from reading to marking")
                .publishPercentileHistogram()
                .register(meters);
        this.delay = Timer.builder("sluice.outbox.delay")
                .description("From the commit of a row to its being published and marked")
                .publishPercentileHistogram()
                .register(meters);
        for (Pending.Kind kind : Pending.Kind.values()) {
            published.put(
                    kind,
                    Counter.builder("sluice.outbox.published")
                            .description("Rows published and marked")
                            .tag("kind", kind.token())
                            .register(meters));
        }
        Gauge.builder("sluice.outbox.owned", owned, AtomicInteger::get)
                .description("Shards of the outbox that this instance publishes")
                .baseUnit("shards")
                .register(meters);
    }

    Timer.Sample start() {
        return Timer.start(meters);
    }

    void owned() {
        owned.incrementAndGet();
    }

    void lost() {
        owned.decrementAndGet();
    }

    void published(List<Pending> rows, Instant now) {
        for (Pending row : rows) {
            counter(row.kind()).increment();
            Duration waited = Duration.between(row.recordedAt(), now);
            delay.record(waited.isNegative() ? Duration.ZERO : waited);
        }
    }

    private Counter counter(Pending.Kind kind) {
        return Objects.requireNonNull(published.get(kind), "every kind has its counter");
    }

    void marked(Timer.Sample started) {
        started.stop(batch);
    }
}
