package dev.sluice.processor.outbox;

import dev.sluice.processor.outbox.OutboxPublisher.Writer;
import dev.sluice.processor.postgres.SqlFile;
import io.micrometer.core.instrument.Timer;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Publishes one shard while it owns it. Owning is two things, taken in this order: the advisory lock of a connection, on
 * which alone it reads and marks, and the writer's fence, after which whoever owned the shard before can publish nothing
 * any more. Only then is anything read. So what an owner publishes begins with the first row that is not marked, and no
 * former owner can put something behind it.
 */
final class ShardRelay {
    private static final Logger log = LoggerFactory.getLogger(ShardRelay.class);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STANDBY_INTERVAL = Duration.ofSeconds(1);

    private final int shard;
    private final PostgresqlConnectionFactory connections;
    private final OutboxPublisher publisher;
    private final OutboxSettings settings;
    private final OutboxMetrics metrics;
    private final Clock clock;
    private final OutboxStore store;
    private final String ownShard = SqlFile.read("own_outbox_shard");
    private final String limitSilence = SqlFile.read("limit_outbox_silence");
    private final Sinks.Many<Boolean> wakeUps = Sinks.many().multicast().directBestEffort();
    private final AtomicLong wakes = new AtomicLong();

    ShardRelay(
            int shard,
            PostgresqlConnectionFactory connections,
            OutboxPublisher publisher,
            OutboxSettings settings,
            OutboxMetrics metrics,
            Clock clock) {
        this.shard = shard;
        this.connections = connections;
        this.publisher = publisher;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.store = new OutboxStore(settings.batch());
    }

    void wake() {
        wakes.incrementAndGet();
        // Several at a time may find each other: the one that fails is told by the count.
        wakeUps.tryEmitNext(true);
    }

    /** Publishes until cancelled. */
    Mono<Void> run() {
        return Flux.usingWhen(
                        connections.create().timeout(STATEMENT_TIMEOUT).cast(Connection.class),
                        this::ownOrStandBy,
                        ShardRelay::close)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(5))
                        // What works in between ends the series: a lost connection must not cost 5 s for ever after.
                        .transientErrors(true)
                        .doBeforeRetry(signal -> log.warn(
                                "outbox shard {}: starting again: {}", shard, String.valueOf(signal.failure()))))
                .then();
    }

    private static Mono<Void> close(Connection connection) {
        return Mono.from(connection.close()).timeout(CLOSE_TIMEOUT).onErrorResume(error -> Mono.empty());
    }

    /** An element for everything that worked. */
    private Flux<Boolean> ownOrStandBy(Connection connection) {
        return limitSilence(connection)
                .thenMany(tryToOwn(connection)
                        .flatMapMany(owns -> owns
                                ? publishAsOwner(connection)
                                : Mono.delay(STANDBY_INTERVAL).thenReturn(true))
                        .repeat());
    }

    /** A frozen owner says nothing, and its kernel answers for it: the server must end it, or nobody could take over. */
    private Mono<Void> limitSilence(Connection connection) {
        return Flux.from(connection
                        .createStatement(limitSilence)
                        .bind(0, settings.ownerSilence().toMillis() + "ms")
                        .execute())
                .concatMap(result -> result.map((row, metadata) -> true))
                .then()
                .timeout(STATEMENT_TIMEOUT);
    }

    private Mono<Boolean> tryToOwn(Connection connection) {
        return Mono.defer(() -> Flux.from(connection
                                .createStatement(ownShard)
                                .bind(0, (long) shard)
                                .execute())
                        .concatMap(
                                result -> result.map((row, metadata) -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                        .single())
                .timeout(STATEMENT_TIMEOUT);
    }

    private Flux<Boolean> publishAsOwner(Connection connection) {
        return Flux.usingWhen(
                Mono.fromSupplier(() -> publisher.writer(shard)),
                writer -> writer.fence()
                        .timeout(settings.publishTimeout())
                        .thenMany(Flux.defer(() -> publishUntilLost(connection, writer))),
                Writer::close);
    }

    private Flux<Boolean> publishUntilLost(Connection connection, Writer writer) {
        log.info("outbox shard {}: published from here", shard);
        metrics.owned();
        return Mono.defer(() -> publishPending(connection, writer).thenReturn(true))
                .repeat()
                .doFinally(signal -> metrics.lost());
    }

    /**
     * One round: what is unpublished, or a wait for more. Rounds that publish keep a distance: what comes meanwhile is
     * published together, which costs a tenth of publishing it row by row.
     */
    private Mono<Void> publishPending(Connection connection, Writer writer) {
        return Mono.defer(() -> {
            long seen = wakes.get();
            return store.unpublished(connection, shard)
                    .timeout(STATEMENT_TIMEOUT)
                    .flatMap(batch -> batch.isEmpty()
                            ? rest(seen)
                            : publish(connection, writer, batch).then(gather(batch)));
        });
    }

    private Mono<Void> gather(List<Pending> batch) {
        return batch.size() < settings.batch() ? Mono.delay(settings.gather()).then() : Mono.empty();
    }

    private Mono<Void> rest(long seen) {
        // The count is asked once the sink is listened to: a wake-up in between is not missed.
        Mono<Void> woken = Flux.merge(wakeUps.asFlux(), Mono.fromSupplier(() -> wakes.get() != seen))
                .filter(Boolean::booleanValue)
                .next()
                .then();
        return Mono.firstWithSignal(woken, Mono.delay(settings.pollInterval()).then());
    }

    private Mono<Void> publish(Connection connection, Writer writer, List<Pending> batch) {
        Timer.Sample started = metrics.start();
        return writer.publish(batch.stream().map(Pending::message).toList())
                .timeout(settings.publishTimeout())
                .then(Mono.defer(() -> mark(connection, batch)))
                .doOnSuccess(done -> metrics.marked(started));
    }

    private Mono<Void> mark(Connection connection, List<Pending> batch) {
        Instant now = clock.instant();
        return store.mark(connection, shard, batch, now)
                .doOnSuccess(done -> metrics.published(batch, now))
                .timeout(STATEMENT_TIMEOUT);
    }
}
