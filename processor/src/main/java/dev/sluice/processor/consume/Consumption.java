package dev.sluice.processor.consume;

import dev.sluice.processor.apply.BatchApplier;
import dev.sluice.processor.apply.ProgressStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives every partition that is assigned to this instance a worker. */
@Component
public class Consumption implements EventLog.Listener {
    private static final Logger log = LoggerFactory.getLogger(Consumption.class);

    private final EventLog eventLog;
    private final ProgressStore progressStore;
    private final BatchApplier applier;
    private final ConsumeSettings settings;
    private final QueueBudget budget;
    private final Map<LogPartition, PartitionWorker> workers = new ConcurrentHashMap<>();
    private volatile boolean joined;

    Consumption(
            EventLog eventLog,
            ProgressStore progressStore,
            BatchApplier applier,
            ConsumeSettings settings,
            MeterRegistry meters) {
        this.eventLog = eventLog;
        this.progressStore = progressStore;
        this.applier = applier;
        this.settings = settings;
        this.budget = new QueueBudget(settings.queueBytes().toBytes());
        Gauge.builder("sluice.consume.partitions", workers, Map::size)
                .description("Partitions that this instance consumes")
                .register(meters);
        Gauge.builder("sluice.consume.queued", budget, QueueBudget::queued)
                .description("Bodies that wait to be applied")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("sluice.consume.stopped", this, self -> self.stopped().size())
                .description("Partitions stopped because the log no longer has their position")
                .register(meters);
    }

    /** Consumes until cancelled. */
    public Mono<Void> run() {
        Mono<Void> gapChecks = Flux.interval(Duration.ofSeconds(1))
                .onBackpressureDrop()
                .doOnNext(tick -> workers.values().forEach(PartitionWorker::checkGap))
                .then();
        return Mono.when(eventLog.consume(this), gapChecks).doFinally(signal -> closeAll());
    }

    @Override
    public void joined() {
        joined = true;
    }

    @Override
    public void assigned(LogPartition partition) {
        PartitionWorker worker = new PartitionWorker(partition, eventLog, progressStore, applier, settings, budget);
        PartitionWorker before = workers.put(partition, worker);
        if (before != null) {
            before.close();
        }
        worker.start();
    }

    @Override
    public void revoked(LogPartition partition) {
        PartitionWorker worker = workers.remove(partition);
        if (worker != null) {
            worker.close();
        }
        log.debug("{}: given up", partition);
    }

    @Override
    public void received(LogPartition partition, List<LogRecord> records) {
        PartitionWorker worker = workers.get(partition);
        if (worker != null) {
            worker.received(records);
        }
    }

    @Override
    public Mono<Void> room() {
        return budget.room();
    }

    /** Partitions that wait for an operator. */
    public List<LogPartition> stopped() {
        return workers.entrySet().stream()
                .filter(entry -> entry.getValue().state() == PartitionWorker.State.POSITION_LOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the instance has joined and every partition that it was given has found its position. */
    public boolean settled() {
        return joined
                && workers.values().stream().noneMatch(worker -> worker.state() == PartitionWorker.State.STARTING);
    }

    private void closeAll() {
        workers.values().forEach(PartitionWorker::close);
        workers.clear();
    }
}
