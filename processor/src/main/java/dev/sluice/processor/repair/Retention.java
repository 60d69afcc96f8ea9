package dev.sluice.processor.repair;

import dev.sluice.processor.postgres.SqlFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends what is old: whole days of outcomes, what was discarded, what was done about events that are gone. The ledger's sums
 * stay, and so does what still waits.
 */
@Component
class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** Rows of one statement, and statements of one round: what is left over waits for the next. */
    private static final int CHUNK = 1_000;

    private static final int MOST_CHUNKS = 100;

    private final DatabaseClient database;
    private final RetentionSettings settings;
    private final Clock clock;
    private final String dropDay = SqlFile.read("drop_outcome_day");
    private final String deleteDiscarded = SqlFile.read("delete_old_discarded");
    private final String deleteHistory = SqlFile.read("delete_old_repairs");
    private final String deleteJobs = SqlFile.read("delete_old_repair_jobs");

    Retention(DatabaseClient database, RetentionSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** One round. A day that does not get its lock within 1 s stays until the next. */
    Mono<Void> round() {
        Instant before = clock.instant().minus(settings.outcomes());
        return dropDays(LocalDate.ofInstant(before, ZoneOffset.UTC))
                .then(delete(deleteDiscarded, before))
                .then(delete(deleteHistory, before))
                .then(delete(deleteJobs, before));
    }

    private Mono<Void> dropDays(LocalDate before) {
        return database.sql(dropDay)
                .bind(0, before)
                .map((row, metadata) -> Optional.ofNullable(row.get(0, LocalDate.class)))
                .one()
                .timeout(TIMEOUT)
                .repeat(MOST_CHUNKS - 1)
                .takeWhile(Optional::isPresent)
                .doOnNext(day ->
                        log.info("outcomes of {} are dropped, older than {}", day.orElseThrow(), settings.outcomes()))
                .then();
    }

    private Mono<Void> delete(String statement, Instant before) {
        return database.sql(statement)
                .bind(0, before)
                .bind(1, CHUNK)
                .fetch()
                .rowsUpdated()
                .timeout(TIMEOUT)
                .repeat(MOST_CHUNKS - 1)
                .takeUntil(rows -> rows < CHUNK)
                .then();
    }

    Mono<Void> run() {
        return Flux.interval(FIRST, INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> round().onErrorResume(error -> {
                    log.warn("old rows were not all ended, the next try comes in an hour: {}", error.toString());
                    return Mono.empty();
                }))
                .then();
    }
}
