package dev.sluice.processor.outbox;

import dev.sluice.contract.OrderKey;
import dev.sluice.processor.apply.RelayWakeUp;
import dev.sluice.processor.postgres.PgArray;
import dev.sluice.processor.postgres.SqlFile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Publishes transitions, each at least once and in order per order (G5); their ids are fixed, so consumers see each once.
 *
 * <p>One instance publishes at a time: the one whose connection holds the advisory lock. It reads and marks on that very
 * connection, so losing the lock and losing the power to mark are the same event.
 */
@Component
public class OutboxRelay implements RelayWakeUp {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STANDBY_INTERVAL = Duration.ofSeconds(1);

    private final PostgresqlConnectionFactory connections;
    private final TransitionPublisher publisher;
    private final OutboxSettings settings;
    private final Clock clock;
    private final Counter published;
    private final Timer delay;
    private final String tryLead = SqlFile.read("try_lead_outbox");
    private final String unpublished = SqlFile.read("unpublished_transitions");
    private final String markPublished = SqlFile.read("mark_published");
    private final Sinks.Many<Boolean> wakeUps = Sinks.many().multicast().directBestEffort();

    OutboxRelay(
            PostgresqlConnectionFactory connections,
            TransitionPublisher publisher,
            OutboxSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.connections = connections;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
        this.published = Counter.builder("sluice.outbox.published")
                .description("Transitions published and marked")
                .register(meters);
        this.delay = Timer.builder("sluice.outbox.batch")
                .description("One batch of transitions, from reading to marking")
                .publishPercentileHistogram()
                .register(meters);
    }

    @Override
    public void wake() {
        // Nobody listening, or a wake-up under way already: the poll finds what is there.
        wakeUps.tryEmitNext(true);
    }

    /** Publishes until cancelled. */
    public Mono<Void> run() {
        return Mono.usingWhen(
                        connections.create().timeout(STATEMENT_TIMEOUT).cast(Connection.class),
                        this::leadOrStandBy,
                        Connection::close)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(5))
                        .doBeforeRetry(signal ->
                                log.warn("the outbox relay starts again: {}", String.valueOf(signal.failure()))))
                .then();
    }

    private Mono<Void> leadOrStandBy(Connection connection) {
        return tryLead(connection)
                .flatMap(leads -> leads
                        ? publishPending(connection).repeat().then()
                        : Mono.delay(STANDBY_INTERVAL).then())
                .repeat()
                .then();
    }

    private Mono<Boolean> tryLead(Connection connection) {
        return Flux.from(connection.createStatement(tryLead).execute())
                .concatMap(result -> result.map((row, metadata) -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                .single()
                .timeout(STATEMENT_TIMEOUT);
    }

    /** One round: what is pending, or a wait for more. */
    private Mono<Void> publishPending(Connection connection) {
        return pending(connection).flatMap(batch -> batch.isEmpty() ? rest() : publish(connection, batch));
    }

    private Mono<Void> rest() {
        return Mono.firstWithSignal(
                wakeUps.asFlux().next().then(),
                Mono.delay(settings.pollInterval()).then());
    }

    private Mono<List<PendingTransition>> pending(Connection connection) {
        return Flux.from(connection
                        .createStatement(unpublished)
                        .bind(0, settings.batch())
                        .execute())
                .concatMap(result -> result.map((row, metadata) -> read(row)))
                .collectList()
                .timeout(STATEMENT_TIMEOUT);
    }

    private Mono<Void> publish(Connection connection, List<PendingTransition> batch) {
        Timer.Sample started = Timer.start();
        return publisher
                .publish(batch.stream().map(TransitionCloudEvent::of).toList())
                .timeout(settings.publishTimeout())
                .then(Mono.defer(() -> mark(connection, batch)))
                .doOnSuccess(done -> {
                    started.stop(delay);
                    published.increment(batch.size());
                });
    }

    private Mono<Void> mark(Connection connection, List<PendingTransition> batch) {
        PgArray positions = new PgArray(PgArray.Type.INT8, batch.size());
        batch.forEach(transition -> positions.add(transition.position()));
        return Flux.from(connection
                        .createStatement(markPublished)
                        .bind(0, positions)
                        .bind(1, clock.instant())
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then()
                .timeout(STATEMENT_TIMEOUT);
    }

    private static PendingTransition read(Row row) {
        return new PendingTransition(
                required(row.get("position", Long.class)),
                required(OrderKey.parse(required(row.get("order_id", String.class)))),
                required(row.get("sequence", Integer.class)),
                required(row.get("from_state", String.class)),
                required(row.get("to_state", String.class)),
                required(row.get("reason", String.class)),
                required(row.get("inferred", Boolean.class)),
                required(row.get("occurred_at", Instant.class)));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value, "a column that is NOT NULL came without a value");
    }
}
