package dev.sluice.gateway.admission;

import static java.util.Objects.requireNonNull;

import dev.sluice.gateway.database.Sql;
import dev.sluice.gateway.publish.LogReader.Disk;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * PostgreSQL cannot say how much of its disk is free. So the disk's size is a setting, and what PostgreSQL takes up is taken
 * from it: its databases, and the write-ahead log where its user may see that ({@code pg_monitor}).
 */
final class PostgresDiskReader implements DiskReader {
    private static final Duration TIME_OUT = Duration.ofSeconds(3);

    private final DatabaseClient database;
    private final long diskBytes;
    private final String databases = Sql.read("databases_size");
    private final String writeAheadLog = Sql.read("write_ahead_log_size");

    PostgresDiskReader(DatabaseClient database, long diskBytes) {
        this.database = database;
        this.diskBytes = diskBytes;
    }

    @Override
    public Mono<Disk> read() {
        return database.sql(databases)
                .map(row -> new Size(
                        requireNonNull(row.get("bytes", Long.class)),
                        requireNonNull(row.get("sees_write_ahead_log", Boolean.class))))
                .one()
                .flatMap(this::withWriteAheadLog)
                .timeout(TIME_OUT)
                .map(used -> new Disk(diskBytes, Math.max(0, diskBytes - used)));
    }

    private Mono<Long> withWriteAheadLog(Size size) {
        return size.seesWriteAheadLog
                ? database.sql(writeAheadLog).mapValue(Long.class).one().map(more -> size.bytes + more)
                : Mono.just(size.bytes);
    }

    private record Size(long bytes, boolean seesWriteAheadLog) {}
}
