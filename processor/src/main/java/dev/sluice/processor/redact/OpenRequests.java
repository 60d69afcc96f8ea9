package dev.sluice.processor.redact;

import static java.util.Objects.requireNonNull;

import dev.sluice.order.ComplianceRequest.Kind;
import dev.sluice.processor.postgres.SqlFile;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How many requests are open, and for how long the oldest: the law gives 30 days. As of the last round. */
final class OpenRequests {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final DatabaseClient database;
    private final String count = SqlFile.read("count_open_requests");
    private volatile Map<Kind, Open> open = Map.of();

    private record Open(long requests, double oldestSeconds) {}

    OpenRequests(DatabaseClient database, MeterRegistry meters) {
        this.database = database;
        for (Kind kind : Kind.values()) {
            if (kind == Kind.UNINSTALLATION) {
                continue;
            }
            Gauge.builder("sluice.compliance.open", this, self -> self.of(kind).requests())
                    .description("Requests under data-protection law that are not completed")
                    .tag("kind", kind.topic())
                    .register(meters);
            Gauge.builder(
                            "sluice.compliance.oldest",
                            this,
                            self -> self.of(kind).oldestSeconds())
                    .description("Age of the oldest of them")
                    .baseUnit("seconds")
                    .tag("kind", kind.topic())
                    .register(meters);
        }
    }

    private Open of(Kind kind) {
        Open found = open.get(kind);
        return found == null ? new Open(0, 0) : found;
    }

    Mono<Void> refresh() {
        return database.sql(count)
                .map((row, metadata) -> Map.entry(
                        Kind.of(requireNonNull(row.get("topic", String.class))),
                        new Open(
                                requireNonNull(row.get("requests", Long.class)),
                                requireNonNull(row.get("oldest_seconds", Double.class)))))
                .all()
                .collect(
                        () -> new EnumMap<Kind, Open>(Kind.class),
                        (map, entry) -> map.put(entry.getKey(), entry.getValue()))
                .doOnNext(counted -> open = Map.copyOf(counted))
                .then()
                .timeout(TIMEOUT);
    }
}
