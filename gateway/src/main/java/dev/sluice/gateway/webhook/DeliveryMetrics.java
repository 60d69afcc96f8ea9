package dev.sluice.gateway.webhook;

import static java.util.Objects.requireNonNull;

import dev.sluice.gateway.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of deliveries, and how long the log took. */
final class DeliveryMetrics {
    private static final String DELIVERIES = "sluice.gateway.deliveries";

    private final Map<Status, Counter> answered = new EnumMap<>(Status.class);
    private final Map<ProblemType, Counter> refused = new EnumMap<>(ProblemType.class);
    private final Timer acks;

    DeliveryMetrics(MeterRegistry meters) {
        for (Status status : Status.values()) {
            answered.put(status, counter(meters, status.token()));
        }
        for (ProblemType type : ProblemType.values()) {
            refused.put(type, counter(meters, "refused-" + type.token()));
        }
        acks = Timer.builder("sluice.gateway.ack")
                .description("From handing an event to the producer to the ack of all in-sync replicas")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(4))
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder(DELIVERIES)
                .description("Deliveries by what they were answered")
                .tag("outcome", outcome)
                .register(meters);
    }

    void answered(Status status) {
        requireNonNull(answered.get(status)).increment();
    }

    void refused(ProblemType type) {
        requireNonNull(refused.get(type)).increment();
    }

    void acknowledged(long nanos) {
        acks.record(Duration.ofNanos(nanos));
    }
}
