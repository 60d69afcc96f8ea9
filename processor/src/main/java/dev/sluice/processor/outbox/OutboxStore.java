package dev.sluice.processor.outbox;

import dev.sluice.processor.postgres.PgArray;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows that are published: which are not yet, and how they are marked. */
final class OutboxStore {
    /**
     * A request may hold a thousand lines of long names, half a megabyte; this many at once must fit into memory for every
     * shard.
     */
    private static final int MOST_SHIPMENT_REQUESTS = 50;

    private final int most;
    private final String readUnpublished = SqlFile.read("read_unpublished");
    private final String markPublished = SqlFile.read("mark_published");

    /**
     * @param most rows of one table that are published before they are marked
     */
    OutboxStore(int most) {
        this.most = most;
    }

    /** The next ones, in the order in which they are published. */
    Mono<List<Pending>> unpublished(Connection connection, int shard) {
        return Flux.from(connection
                        .createStatement(readUnpublished)
                        .bind(0, (short) shard)
                        .bind(1, most)
                        .bind(2, Math.min(most, MOST_SHIPMENT_REQUESTS))
                        .execute())
                .concatMap(result -> result.map((row, metadata) -> pending(row)))
                .collectList();
    }

    private static Pending pending(Row row) {
        Pending.Kind kind = Pending.Kind.of(required(row, "kind", String.class));
        OutboxPublisher.Message message = switch (kind) {
            case TRANSITION -> TransitionCloudEvent.of(row);
            case NOTIFICATION -> NotificationCloudEvent.of(row);
            case SHIPMENT_REQUEST -> ShipmentRequestCloudEvent.of(row);
        };
        return new Pending(
                kind, required(row, "position", Long.class), required(row, "recorded_at", Instant.class), message);
    }

    Mono<Void> mark(Connection connection, int shard, List<Pending> published, Instant now) {
        Map<Pending.Kind, PgArray> positions = new EnumMap<>(Pending.Kind.class);
        for (Pending.Kind kind : Pending.Kind.values()) {
            positions.put(kind, new PgArray(PgArray.Type.INT8, published.size()));
        }
        published.forEach(row -> of(positions, row.kind()).add(row.position()));
        return Flux.from(connection
                        .createStatement(markPublished)
                        .bind(0, of(positions, Pending.Kind.TRANSITION))
                        .bind(1, of(positions, Pending.Kind.NOTIFICATION))
                        .bind(2, of(positions, Pending.Kind.SHIPMENT_REQUEST))
                        .bind(3, now)
                        .bind(4, (short) shard)
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }

    private static PgArray of(Map<Pending.Kind, PgArray> positions, Pending.Kind kind) {
        return Objects.requireNonNull(positions.get(kind));
    }

    static <T> T required(Row row, String column, Class<T> type) {
        @Nullable T value = row.get(column, type);
        return Objects.requireNonNull(value, "a column that is NOT NULL came without a value");
    }
}
