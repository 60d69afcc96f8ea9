package dev.sluice.processor.apply;

import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.postgres.SqlFile;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads and starts the progress of partitions. Only the applier moves it. */
@Component
public class ProgressStore {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final DatabaseClient database;
    private final String openLog = SqlFile.read("open_log");
    private final String openProgress = SqlFile.read("open_progress");
    private final String readProgress = SqlFile.read("read_progress");

    ProgressStore(DatabaseClient database) {
        this.database = database;
    }

    /** Reads a partition's progress; one that has none begins at {@code logStart}. */
    public Mono<Progress> open(LogPartition partition, long logStart) {
        Mono<Long> start = database.sql(openLog)
                .bind(0, partition.topic())
                .bind(1, partition.topicId())
                .fetch()
                .rowsUpdated()
                .then(database.sql(openProgress)
                        .bind(0, partition.topicId())
                        .bind(1, partition.partition())
                        .bind(2, logStart)
                        .fetch()
                        .rowsUpdated());
        return start.then(read(partition)).timeout(TIMEOUT);
    }

    /** Reads the progress of a partition that has one; an error when it has none. */
    public Mono<Progress> read(LogPartition partition) {
        return database.sql(readProgress)
                .bind(0, partition.topicId())
                .bind(1, partition.partition())
                .map((row, metadata) -> new Progress(
                        required(row.get("log_id", Short.class)),
                        required(row.get("first_offset", Long.class)),
                        required(row.get("next_offset", Long.class))))
                .one()
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("no progress is kept for " + partition)))
                .timeout(TIMEOUT);
    }

    private static <T> T required(@org.jspecify.annotations.Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a column that is NOT NULL came without a value");
        }
        return value;
    }
}
