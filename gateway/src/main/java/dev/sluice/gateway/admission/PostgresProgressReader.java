package dev.sluice.gateway.admission;

import static java.util.Objects.requireNonNull;

import dev.sluice.gateway.database.Sql;
import java.time.Duration;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Reads {@code consumer_progress}. */
final class PostgresProgressReader implements ProgressReader {
    private static final Duration TIME_OUT = Duration.ofSeconds(1);

    private final DatabaseClient database;
    private final String sql = Sql.read("queue_progress");

    PostgresProgressReader(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<Integer, Long>> nextOffsets(String topicId) {
        return database.sql(sql)
                .bind(0, topicId)
                .map(row -> Map.entry(
                        requireNonNull(row.get("partition", Integer.class)),
                        requireNonNull(row.get("next_offset", Long.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .timeout(TIME_OUT);
    }
}
