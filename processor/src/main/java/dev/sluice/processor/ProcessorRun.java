package dev.sluice.processor;

import dev.sluice.processor.audit.BackgroundAudit;
import dev.sluice.processor.consume.Consumption;
import dev.sluice.processor.kafka.KafkaTopics;
import dev.sluice.processor.outbox.OutboxRelay;
import dev.sluice.processor.postgres.SqlFile;
import dev.sluice.processor.redact.RedactionRun;
import dev.sluice.processor.tenancy.ClashSweep;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The processor's life: topics and days prepared, then consumption and relay until it stops. */
@Component
@Profile("!audit")
class ProcessorRun implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ProcessorRun.class);
    private static final int DAYS_AHEAD = 3;

    private final KafkaTopics topics;
    private final Consumption consumption;
    private final OutboxRelay relay;
    private final BackgroundAudit audit;
    private final RedactionRun redaction;
    private final ClashSweep clashes;
    private final DatabaseClient database;
    private final Clock clock;
    private final String prepareDays = SqlFile.read("prepare_outcome_days");
    private final Disposable.Swap running = Disposables.swap();

    ProcessorRun(
            KafkaTopics topics,
            Consumption consumption,
            OutboxRelay relay,
            BackgroundAudit audit,
            RedactionRun redaction,
            ClashSweep clashes,
            DatabaseClient database,
            Clock clock) {
        this.topics = topics;
        this.consumption = consumption;
        this.relay = relay;
        this.audit = audit;
        this.redaction = redaction;
        this.clashes = clashes;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void start() {
        running.update(prepared()
                .thenMany(Flux.merge(
                        consumption.run(), relay.run(), audit.run(), redaction.run(), clashes.run(), daysAhead()))
                .subscribe(
                        done -> {}, error -> log.error("the processor stopped working and must be restarted", error)));
    }

    private Mono<Void> prepared() {
        return untilItWorks("preparing topics and days", topics.ensure().then(prepareDays()));
    }

    /** Every hour, so that a processor that runs for weeks never writes to a day that has no partition. */
    private Mono<Void> daysAhead() {
        return Flux.interval(Duration.ofHours(1))
                .onBackpressureDrop()
                .concatMap(hour -> untilItWorks("preparing days", prepareDays()))
                .then();
    }

    private Mono<Void> prepareDays() {
        return database.sql(prepareDays)
                .bind(0, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .bind(1, DAYS_AHEAD)
                .then()
                .timeout(Duration.ofSeconds(30));
    }

    private static Mono<Void> untilItWorks(String what, Mono<Void> step) {
        return step.retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
                .maxBackoff(Duration.ofSeconds(5))
                .doBeforeRetry(signal -> log.warn(
                        "{} failed, trying again: {}",
                        what,
                        NestedExceptionUtils.getMostSpecificCause(signal.failure())
                                .toString())));
    }

    @Override
    public void stop() {
        running.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        Disposable current = running.get();
        return current != null && !current.isDisposed();
    }
}
