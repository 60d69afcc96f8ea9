package dev.sluice.gateway.admin.repair;

import dev.sluice.gateway.admin.Listing;
import dev.sluice.gateway.background.BackgroundWork;
import dev.sluice.gateway.database.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries repair jobs on, one step a second: as many events as the rate allows. A step is a transaction under an advisory
 * lock, so over all gateways one is taken at a time; it notes how far the job is after its commands are durable. A gateway
 * that dies in between leaves the step to be taken again, with the same commands, which are stale then.
 */
@Component
class RepairRunner extends BackgroundWork {
    private static final Logger log = LoggerFactory.getLogger(RepairRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(30);

    /** Commands that wait for their acknowledgement at the same time. */
    private static final int CONCURRENCY = 16;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Repairs repairs;
    private final RepairSettings settings;
    private final String next = Sql.read("next_repair_job");
    private final String move = Sql.read("move_repair_job");
    private final Listing steps = new Listing("repair_job_step", UnappliedFilter.CONDITIONS, Map.of());
    private volatile @Nullable String failure;

    RepairRunner(
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            Repairs repairs,
            RepairSettings settings) {
        this.database = database;
        this.transaction = TransactionalOperator.create(transactions);
        this.repairs = repairs;
        this.settings = settings;
    }

    @Override
    protected Mono<Void> run() {
        return Mono.delay(PAUSE)
                .then(Mono.defer(this::step))
                .doOnSuccess(unused -> failure = null)
                .onErrorResume(this::failed)
                .repeat()
                .then();
    }

    private Mono<Void> step() {
        return transaction
                .transactional(lead().filter(leads -> leads)
                        .flatMap(leads -> job())
                        .filter(RepairJob::due)
                        .flatMap(this::step))
                .timeout(LONGEST_STEP);
    }

    private Mono<Boolean> lead() {
        return database.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('sluice.repair_jobs', 0))")
                .mapValue(Boolean.class)
                .one();
    }

    private Mono<RepairJob> job() {
        return database.sql(next).map(RepairJob::read).one();
    }

    private Mono<Void> step(RepairJob job) {
        return events(job)
                .flatMap(events -> Flux.fromIterable(events)
                        // One by one, as all of this is on the transaction's connection. An event that came to an end
                        // meanwhile is not found and needs no command.
                        .concatMap(event -> repairs.target(event.event()))
                        .flatMap(
                                target -> repairs.publish(target, job.command(target.place()))
                                        .thenReturn(1L),
                                CONCURRENCY)
                        .reduce(0L, Long::sum)
                        .flatMap(published -> move(job, events, published)));
    }

    private Mono<List<RepairJob.Place>> events(RepairJob job) {
        GenericExecuteSpec statement = at(database.sql(steps.statement(job.conditions())), job.after())
                .bind("outcome", job.outcome().token())
                .bind("from", job.from())
                .bind("before", job.before())
                .bind("limit", settings.rate());
        for (Map.Entry<String, String> condition : job.equal().entrySet()) {
            statement = statement.bind(condition.getKey(), condition.getValue());
        }
        return statement.map(row -> RepairJob.Place.read(row, "")).all().collectList();
    }

    private Mono<Void> move(RepairJob job, List<RepairJob.Place> events, long published) {
        boolean done = events.size() < settings.rate();
        RepairJob.Place last = events.isEmpty() ? job.after() : events.get(events.size() - 1);
        return at(database.sql(move), last)
                .bind("id", job.id())
                .bind("published", published)
                .bind("done", done)
                .bind("pause_ms", PAUSE.toMillis())
                .then()
                .doOnSuccess(unused -> {
                    if (done) {
                        log.info("repair job has published its last command id={}", job.id());
                    }
                });
    }

    private static GenericExecuteSpec at(GenericExecuteSpec statement, RepairJob.Place place) {
        return statement
                .bind("after_set_aside", place.setAsideAt())
                .bind("after_log_id", place.event().logId())
                .bind("after_partition", place.event().partition())
                .bind("after_log_offset", place.event().offset());
    }

    /** Told once, and again when the reason changes. */
    private Mono<Void> failed(Throwable error) {
        String reason = error.getClass().getSimpleName();
        if (!reason.equals(failure)) {
            log.warn("repair jobs do not go on, they are tried again every second: {}", error.toString());
        }
        failure = reason;
        return Mono.empty();
    }
}
