package dev.sluice.processor.apply;

import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.consume.LogRecord;
import dev.sluice.processor.postgres.DatabaseSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.pool.Pool;
import reactor.pool.PoolBuilder;
import reactor.util.retry.Retry;

/**
 * Applies a batch of one partition's records, each exactly once.
 *
 * <p>A transient failure is tried again without end and never held against an event. A batch that fails because of its
 * data is halved until the event that is to blame stands alone; that one becomes a dead letter, its neighbours apply.
 */
@Component
public class BatchApplier {
    private static final Logger log = LoggerFactory.getLogger(BatchApplier.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

    /** Repairs of one transaction: each brings the body of the event that it is about, up to the size of a record. */
    private static final int MOST_REPAIRS = 16;

    private final BatchStore store;
    private final ApplyMetrics metrics;
    private final RelayWakeUp relay;
    private final RedactionWakeUp redaction;
    private final NewOrders newOrders;
    private final Clock clock;

    /** Turns to work on a batch, one for each connection: what is read and folded at once takes most of the memory. */
    private final Pool<Boolean> turns;

    BatchApplier(
            BatchStore store,
            MeterRegistry meters,
            RelayWakeUp relay,
            RedactionWakeUp redaction,
            NewOrders newOrders,
            DatabaseSettings database,
            Clock clock) {
        this.store = store;
        this.metrics = new ApplyMetrics(meters);
        this.relay = relay;
        this.redaction = redaction;
        this.newOrders = newOrders;
        this.clock = clock;
        this.turns = PoolBuilder.from(Mono.just(true))
                .sizeBetween(0, database.connections())
                .buildPool();
    }

    /**
     * Applies records that follow each other without a gap, the first of them at {@code progress.next()}.
     *
     * @return the progress after them; an error of {@link Failure#FENCED} when another instance moved it
     */
    public Mono<Progress> apply(LogPartition partition, Progress progress, List<LogRecord> records) {
        return turns.withPoolable(turn -> readAndApply(partition, progress, records))
                .then()
                .thenReturn(new Progress(
                        progress.logId(),
                        progress.first(),
                        records.get(records.size() - 1).offset() + 1));
    }

    private Mono<Void> readAndApply(LogPartition partition, Progress progress, List<LogRecord> records) {
        return Mono.fromCallable(() -> read(partition, records))
                .subscribeOn(Schedulers.parallel())
                .flatMap(batch -> applyRead(new Position(partition, progress.logId()), progress.next(), batch));
    }

    /** Whether an error of {@link #apply} says that another instance moved the progress. */
    public static boolean isFenced(Throwable error) {
        return Failure.of(error) == Failure.FENCED;
    }

    private record Position(LogPartition partition, short logId) {}

    private List<ReadEvent> read(LogPartition partition, List<LogRecord> records) {
        Instant now = clock.instant();
        return records.stream()
                .map(record -> EventReader.read(partition, record, now))
                .toList();
    }

    private Mono<Void> applyRead(Position position, long expected, List<ReadEvent> batch) {
        if (batch.size() > 1 && repairs(batch) > MOST_REPAIRS) {
            return halves(position, expected, batch);
        }
        return transaction(position, expected, batch)
                .retryWhen(backoff(position))
                .onErrorResume(
                        error -> Failure.of(error) == Failure.POISON, error -> isolate(position, expected, batch));
    }

    private Retry backoff(Position position) {
        return Retry.backoff(Long.MAX_VALUE, FIRST_BACKOFF)
                .maxBackoff(MAX_BACKOFF)
                .filter(error -> Failure.of(error) == Failure.TRANSIENT)
                .doBeforeRetry(signal -> {
                    metrics.transientFailure();
                    log.warn(
                            "{}: the database did not take a batch, trying again ({} so far): {}",
                            position.partition(),
                            signal.totalRetries() + 1,
                            String.valueOf(signal.failure()));
                });
    }

    /** One transaction: fence, load, fold, write, commit. */
    private Mono<Void> transaction(Position position, long expected, List<ReadEvent> batch) {
        return commit(
                position,
                expected,
                batch,
                loaded -> BatchFold.fold(position.logId(), position.partition().partition(), batch, loaded));
    }

    private Mono<Void> commit(Position position, long expected, List<ReadEvent> batch, Folding folding) {
        return Mono.defer(() -> {
            Timer.Sample started = metrics.start();
            Committed committed = new Committed();
            return store.inTransaction(connection -> store.moveFence(
                                    connection,
                                    position.logId(),
                                    position.partition().partition(),
                                    expected,
                                    batch.get(batch.size() - 1).offset() + 1)
                            .then(Mono.defer(() -> store.load(connection, batch)))
                            .publishOn(Schedulers.parallel())
                            .map(loaded -> Failure.ofData(() -> folding.fold(loaded)))
                            .flatMap(writes -> {
                                committed.writes = writes;
                                return store.write(
                                        connection,
                                        position.logId(),
                                        position.partition().partition(),
                                        writes,
                                        clock.instant());
                            }))
                    .doOnSuccess(done -> committed(started, committed));
        });
    }

    /** What a transaction wrote, for what follows its commit. */
    private static final class Committed {
        @org.jspecify.annotations.Nullable
        BatchWrites writes;
    }

    private interface Folding {
        BatchWrites fold(Loaded loaded);
    }

    private void committed(Timer.Sample started, Committed committed) {
        BatchWrites writes = committed.writes;
        if (writes == null) {
            throw new IllegalStateException("a transaction was committed that wrote nothing");
        }
        metrics.committed(started, writes, clock.instant());
        Set<Short> shards = writes.shards();
        if (!shards.isEmpty()) {
            relay.wake(shards);
        }
        if (!writes.complianceRequests.isEmpty()) {
            redaction.wake();
        }
        if (!writes.appeared.isEmpty()) {
            newOrders.appeared(writes.appeared);
        }
    }

    /** Halves a batch that its data stopped; at one event, that event is the poisonous one. */
    private Mono<Void> isolate(Position position, long expected, List<ReadEvent> batch) {
        if (batch.size() == 1) {
            return alone(position, expected, batch.get(0));
        }
        return halves(position, expected, batch);
    }

    private Mono<Void> halves(Position position, long expected, List<ReadEvent> batch) {
        int half = batch.size() / 2;
        List<ReadEvent> left = batch.subList(0, half);
        List<ReadEvent> right = batch.subList(half, batch.size());
        return applyRead(position, expected, left)
                .then(Mono.defer(() -> applyRead(position, right.get(0).offset(), right)));
    }

    private static long repairs(List<ReadEvent> batch) {
        return batch.stream()
                .filter(read -> read.reading() instanceof ReadEvent.Reading.RepairCommand)
                .count();
    }

    /**
     * One event that was refused. What was parked goes through the fold together with the order's first snapshot, so one of
     * them may be to blame: without them the snapshot is applied, and they are retried one by one later.
     */
    private Mono<Void> alone(Position position, long expected, ReadEvent read) {
        return commit(
                        position,
                        expected,
                        List.of(read),
                        loaded -> BatchFold.fold(
                                position.logId(),
                                position.partition().partition(),
                                List.of(read),
                                loaded.withoutParked()))
                .retryWhen(backoff(position))
                .onErrorResume(
                        error -> Failure.of(error) == Failure.POISON,
                        error -> deadLetter(position, expected, read, error));
    }

    private Mono<Void> deadLetter(Position position, long expected, ReadEvent read, Throwable error) {
        log.warn(
                "{} offset {}: refused by the database, set aside: {}",
                position.partition(),
                read.offset(),
                error.toString());
        // What the message quotes may be personal data of the order; the class of the error is enough to find it.
        Throwable cause = error.getCause() == null ? error : error.getCause();
        String detail = (error instanceof Failure.DataException ? cause : error)
                .getClass()
                .getSimpleName();
        return commit(
                        position,
                        expected,
                        List.of(read),
                        loaded -> BatchFold.deadLetter(
                                position.logId(),
                                position.partition().partition(),
                                read,
                                loaded,
                                "refused-by-database",
                                detail))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_BACKOFF)
                        .maxBackoff(MAX_BACKOFF)
                        .filter(again -> Failure.of(again) != Failure.FENCED)
                        .doBeforeRetry(signal -> log.error(
                                "{} offset {}: cannot be set aside, trying again: {}",
                                position.partition(),
                                read.offset(),
                                String.valueOf(signal.failure()))));
    }
}
