package dev.sluice.processor.apply;

import dev.sluice.processor.consume.ConsumeSettings;
import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.consume.LogRecord;
import dev.sluice.processor.postgres.DatabaseSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.r2dbc.spi.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
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

    private final Pace pace;
    private final Throttle throttle;
    private final Turns turns;

    BatchApplier(
            BatchStore store,
            MeterRegistry meters,
            RelayWakeUp relay,
            RedactionWakeUp redaction,
            NewOrders newOrders,
            DatabaseSettings database,
            ConsumeSettings consume,
            ApplySettings settings,
            Clock clock) {
        this.store = store;
        this.metrics = new ApplyMetrics(meters);
        this.relay = relay;
        this.redaction = redaction;
        this.newOrders = newOrders;
        this.clock = clock;
        this.pace = new Pace(
                consume.batchRecords(),
                database.connections(),
                settings.targetTransaction().toNanos());
        this.throttle = new Throttle(settings.maxRate());
        this.turns = new Turns(database.connections(), pace::transactions);
        metrics.limits(pace);
    }

    /** Most records to apply at once, at present. */
    public int batchLimit() {
        return Math.min(pace.events(), throttle.atOnce());
    }

    /**
     * Applies records that follow each other without a gap, the first of them at {@code progress.next()}.
     *
     * @return the progress after them; an error of {@link Failure#FENCED} when another instance moved it
     */
    public Mono<Progress> apply(LogPartition partition, Progress progress, List<LogRecord> records) {
        return throttled(records.size())
                .then(Mono.defer(() -> readAndApply(partition, progress, records)))
                .thenReturn(new Progress(
                        progress.logId(),
                        progress.first(),
                        records.get(records.size() - 1).offset() + 1));
    }

    private Mono<Void> throttled(int events) {
        return Mono.defer(() -> {
            long wait = throttle.reserve(events, System.nanoTime());
            return wait == 0 ? Mono.empty() : Mono.delay(Duration.ofNanos(wait)).then();
        });
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
        // What took too long at its size is not tried again at that size.
        return Mono.defer(() -> batch.size() > 1 && batch.size() >= 2 * pace.events()
                        ? halves(position, expected, batch)
                        : transaction(position, expected, batch))
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
        return turns.with(() -> attempt(position, expected, batch, folding));
    }

    private Mono<Void> attempt(Position position, long expected, List<ReadEvent> batch, Folding folding) {
        Timer.Sample started = metrics.start();
        long startNanos = System.nanoTime();
        Committed committed = new Committed();
        return store.inTransaction(connection -> fenced(connection, position, expected, batch, committed)
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
                .doOnSuccess(done -> {
                    pace.committed(batch.size(), System.nanoTime() - startNanos, committed.roundTripNanos);
                    committed(started, committed);
                })
                .doOnError(Failure::isTimeout, error -> pace.timedOut(batch.size(), System.nanoTime() - startNanos));
    }

    private Mono<Void> fenced(
            Connection connection, Position position, long expected, List<ReadEvent> batch, Committed committed) {
        long before = System.nanoTime();
        return store.moveFence(
                        connection,
                        position.logId(),
                        position.partition().partition(),
                        expected,
                        batch.get(batch.size() - 1).offset() + 1)
                .doOnSuccess(moved -> committed.roundTripNanos = System.nanoTime() - before);
    }

    /** What a transaction wrote, for what follows its commit. */
    private static final class Committed {
        @Nullable
        BatchWrites writes;

        long roundTripNanos;
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
