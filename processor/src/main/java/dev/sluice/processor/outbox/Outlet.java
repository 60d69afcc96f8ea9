package dev.sluice.processor.outbox;

import dev.sluice.processor.postgres.PgArray;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A table whose rows are published: which are not yet, and how they are marked. */
final class Outlet {
    /**
     * A request may hold a thousand lines of long names, half a megabyte; this many at once must fit into memory for every
     * shard.
     */
    private static final int MOST_SHIPMENT_REQUESTS = 50;

    private final String kind;
    private final int most;
    private final String unpublished;
    private final String markPublished;
    private final Function<Row, OutboxPublisher.Message> message;

    private Outlet(String kind, String table, int most, Function<Row, OutboxPublisher.Message> message) {
        this.kind = kind;
        this.most = most;
        this.unpublished = SqlFile.read("unpublished_" + table);
        this.markPublished = SqlFile.read("mark_published_" + table);
        this.message = message;
    }

    /**
     * @param most rows of one table that are published before they are marked
     */
    static List<Outlet> all(int most) {
        return List.of(
                new Outlet("transition", "transitions", most, TransitionCloudEvent::of),
                new Outlet("notification", "notifications", most, NotificationCloudEvent::of),
                new Outlet(
                        "shipment-request",
                        "shipment_requests",
                        Math.min(most, MOST_SHIPMENT_REQUESTS),
                        ShipmentRequestCloudEvent::of));
    }

    /** What its rows are, as a metric's tag. */
    String kind() {
        return kind;
    }

    Mono<List<Pending>> unpublished(Connection connection, int shard) {
        return Flux.from(connection
                        .createStatement(unpublished)
                        .bind(0, (short) shard)
                        .bind(1, most)
                        .execute())
                .concatMap(result -> result.map((row, metadata) -> pending(row)))
                .collectList();
    }

    private Pending pending(Row row) {
        return new Pending(
                required(row, "position", Long.class), required(row, "recorded_at", Instant.class), message.apply(row));
    }

    Mono<Void> mark(Connection connection, int shard, List<Pending> published, Instant now) {
        PgArray positions = new PgArray(PgArray.Type.INT8, published.size());
        published.forEach(row -> positions.add(row.position()));
        return Flux.from(connection
                        .createStatement(markPublished)
                        .bind(0, positions)
                        .bind(1, now)
                        .bind(2, (short) shard)
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }

    static <T> T required(Row row, String column, Class<T> type) {
        @Nullable T value = row.get(column, type);
        return Objects.requireNonNull(value, "a column that is NOT NULL came without a value");
    }
}
