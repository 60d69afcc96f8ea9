package dev.sluice.processor.consume;

import dev.sluice.processor.apply.BatchApplier;
import dev.sluice.processor.apply.Progress;
import dev.sluice.processor.apply.ProgressStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Takes one partition's records through the applier: in order, one batch at a time, as large as what has gathered
 * meanwhile. Its queue is bounded by pausing the partition: in records, and with all others' in bytes.
 *
 * <p>Only a record at exactly the expected offset is taken. What lies below was applied already. What lies above was on
 * its way when delivery was started elsewhere, and comes again; when it does not, the log is asked again, and only a gap
 * that the log confirms is stepped over: the ledger then no longer balances, which is the alarm.
 */
final class PartitionWorker {
    private static final Logger log = LoggerFactory.getLogger(PartitionWorker.class);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

    enum State {
        /** Its progress is being read. */
        STARTING,
        RUNNING,
        /** The log no longer has the position: nobody but an operator can say what to do. */
        POSITION_LOST
    }

    private final LogPartition partition;
    private final EventLog eventLog;
    private final ProgressStore progressStore;
    private final BatchApplier applier;
    private final ConsumeSettings settings;
    private final QueueBudget budget;
    private final ArrayDeque<LogRecord> queue = new ArrayDeque<>();
    private final Disposable.Swap running = Disposables.swap();

    // Guarded by this.
    private volatile State state = State.STARTING;
    private @Nullable Progress progress;
    private long expected = -1;
    private long queuedBytes;
    private boolean paused;
    private boolean busy;
    private boolean closed;
    private final Gap gap = new Gap();
    private int failures;

    PartitionWorker(
            LogPartition partition,
            EventLog eventLog,
            ProgressStore progressStore,
            BatchApplier applier,
            ConsumeSettings settings,
            QueueBudget budget) {
        this.partition = partition;
        this.eventLog = eventLog;
        this.progressStore = progressStore;
        this.applier = applier;
        this.settings = settings;
        this.budget = budget;
        budget.partitionJoins();
    }

    State state() {
        return state;
    }

    /** Reads the progress and starts delivery there; tries again until it can. */
    synchronized void start() {
        busy = true;
        state = State.STARTING;
        emptyQueue();
        expected = -1;
        running.update(position()
                .delaySubscription(
                        Duration.ofMillis(failures == 0 ? 0 : Math.min(5_000, 100L << Math.min(failures, 6))))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                        .maxBackoff(MAX_BACKOFF)
                        .doBeforeRetry(signal -> log.warn(
                                "{}: the progress can't be read, trying again: {}",
                                partition,
                                String.valueOf(signal.failure()))))
                .subscribe());
    }

    private Mono<Void> position() {
        return eventLog.range(partition)
                .flatMap(range -> progressStore.open(partition, range.first()).flatMap(read -> startAt(read, range)));
    }

    private Mono<Void> startAt(Progress read, EventLog.Range range) {
        synchronized (this) {
            if (closed) {
                return Mono.empty();
            }
            if (read.next() < range.first() || read.next() > range.end()) {
                state = State.POSITION_LOST;
                log.error(
                        "{}: applied up to {}, but the log holds {} to {}. The partition is stopped; see the runbook on a"
                                + " lost position.",
                        partition,
                        read.next(),
                        range.first(),
                        range.end());
                return Mono.empty();
            }
            progress = read;
            expected = read.next();
            state = State.RUNNING;
            busy = false;
            paused = false;
        }
        log.debug("{}: starts at {}", partition, read.next());
        return eventLog.start(partition, read.next());
    }

    /** Records as the log delivers them; never blocks. */
    synchronized void received(List<LogRecord> records) {
        if (closed || state != State.RUNNING) {
            return;
        }
        for (LogRecord record : records) {
            if (record.offset() == expected) {
                enqueue(record);
                expected++;
                gap.closed();
            } else if (record.offset() > expected && gap.confirmed(record.offset())) {
                log.error("{}: the log has nothing at offsets {} to {}", partition, expected, record.offset() - 1);
                expected = record.offset() + 1;
                enqueue(record);
                gap.closed();
            }
        }
        if (!paused && isFull()) {
            paused = true;
            tell(eventLog.pause(partition));
        }
        drain();
    }

    /** Called every second: asks the log again when what it delivers does not continue what was applied. */
    synchronized void checkGap() {
        if (!closed && state == State.RUNNING && gap.isDue()) {
            log.warn("{}: expected offset {}, got only later ones; asking again", partition, expected);
            restart();
        }
    }

    private boolean isFull() {
        return queue.size() > settings.queueRecords() || budget.mustStop(queuedBytes);
    }

    private boolean hasRoom() {
        return queue.size() <= settings.queueRecords() / 2 && budget.mayGoOn(queuedBytes);
    }

    private void enqueue(LogRecord record) {
        queue.add(record);
        queuedBytes += record.bytes();
        budget.taken(record.bytes());
    }

    private void emptyQueue() {
        queue.clear();
        budget.given(queuedBytes);
        queuedBytes = 0;
    }

    private synchronized void drain() {
        if (busy || closed || state != State.RUNNING || queue.isEmpty() || progress == null) {
            return;
        }
        busy = true;
        List<LogRecord> batch = nextBatch();
        running.update(applier.apply(partition, progress, batch).subscribe(next -> applied(batch, next), this::failed));
    }

    private List<LogRecord> nextBatch() {
        int most = applier.batchLimit();
        List<LogRecord> batch = new ArrayList<>(Math.min(queue.size(), most));
        long bytes = 0;
        while (!queue.isEmpty() && batch.size() < most) {
            bytes += queue.peek().bytes();
            if (bytes > settings.batchBytes().toBytes() && !batch.isEmpty()) {
                break;
            }
            batch.add(queue.remove());
        }
        return batch;
    }

    private void applied(List<LogRecord> batch, Progress next) {
        synchronized (this) {
            if (closed) {
                return;
            }
            progress = next;
            busy = false;
            failures = 0;
            // What has ended must not keep its records until the next batch, which may be long in coming.
            running.replace(Disposables.disposed());
            long bytes = batch.stream().mapToLong(LogRecord::bytes).sum();
            queuedBytes -= bytes;
            budget.given(bytes);
            if (paused && hasRoom()) {
                paused = false;
                tell(eventLog.resume(partition));
            }
        }
        batch.get(batch.size() - 1).done().run();
        drain();
    }

    private void failed(Throwable error) {
        if (BatchApplier.isFenced(error)) {
            log.info("{}: another instance moved the progress; reading it again", partition);
        } else {
            log.error("{}: applying failed in an unforeseen way; starting again from the progress", partition, error);
        }
        restart();
    }

    private synchronized void restart() {
        if (!closed) {
            failures++;
            start();
        }
    }

    /** The partition is another's: what is queued is dropped, what is under way is rolled back. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            queue.clear();
            budget.partitionLeaves(queuedBytes);
            running.dispose();
        }
    }

    private void tell(Mono<Void> request) {
        request.subscribe(
                done -> {},
                error -> log.warn("{}: the consumer did not take a request: {}", partition, error.toString()));
    }
}
