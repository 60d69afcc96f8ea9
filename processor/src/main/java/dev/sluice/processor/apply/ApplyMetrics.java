package dev.sluice.processor.apply;

import dev.sluice.contract.Outcome;
import dev.sluice.processor.apply.BatchWrites.HistoryRow;
import dev.sluice.processor.apply.BatchWrites.OutcomeRow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What applying batches counts and times. */
final class ApplyMetrics {
    private final MeterRegistry meters;
    private final Timer transaction;
    private final DistributionSummary batchSize;
    private final Timer receivedToApplied;
    private final Counter transientFailures;
    private final Meter.MeterProvider<Counter> repairs;
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);

    ApplyMetrics(MeterRegistry meters) {
        this.meters = meters;
        transaction = Timer.builder("sluice.apply.transaction")
                .description("One batch, from the fence to the commit")
                .publishPercentileHistogram()
                .register(meters);
        batchSize = DistributionSummary.builder("sluice.apply.batch")
                .description("Events in a committed batch")
                .baseUnit("events")
                .register(meters);
        receivedToApplied = Timer.builder("sluice.apply.delay")
                .description("From the gateway's receipt of the newest event of a batch to its commit")
                .publishPercentileHistogram()
                .register(meters);
        transientFailures = Counter.builder("sluice.apply.transient.failures")
                .description("Transactions tried again")
                .register(meters);
        repairs = Counter.builder("sluice.apply.repairs")
                .description("Retries and discards by what became of their events")
                .withRegistry(meters);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder("sluice.apply.outcomes")
                            .description("Events by what became of them")
                            .tag("outcome", outcome.token())
                            .register(meters));
        }
    }

    /** Shows what the pace allows at present. */
    void limits(Pace pace) {
        Gauge.builder("sluice.apply.limit.events", pace, Pace::events)
                .description("Most events of a transaction at present")
                .baseUnit("events")
                .register(meters);
        Gauge.builder("sluice.apply.limit.transactions", pace, Pace::transactions)
                .description("Most transactions at a time at present")
                .register(meters);
    }

    Timer.Sample start() {
        return Timer.start(meters);
    }

    void committed(Timer.Sample started, BatchWrites writes, Instant now) {
        started.stop(transaction);
        batchSize.record(writes.outcomes.size());
        for (OutcomeRow row : writes.outcomes) {
            counter(row.outcome()).increment();
        }
        for (HistoryRow row : writes.history) {
            repairs.withTags(
                            "action",
                            row.repair().action().token(),
                            "outcome",
                            row.outcome().token())
                    .increment();
        }
        Instant newest =
                writes.outcomes.get(writes.outcomes.size() - 1).read().event().receivedAt();
        Duration delay = Duration.between(newest, now);
        receivedToApplied.record(delay.isNegative() ? Duration.ZERO : delay);
    }

    private Counter counter(Outcome outcome) {
        Counter counter = outcomes.get(outcome);
        if (counter == null) {
            throw new IllegalStateException("every outcome has its counter");
        }
        return counter;
    }

    void transientFailure() {
        transientFailures.increment();
    }
}
