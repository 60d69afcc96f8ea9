package dev.sluice.processor.apply;

import dev.sluice.order.FactsCodec;
import dev.sluice.order.Order;
import dev.sluice.order.OrderFacts;
import dev.sluice.order.OrderState;
import dev.sluice.processor.apply.Loaded.StoredOrder;
import dev.sluice.processor.postgres.DatabaseSettings;
import dev.sluice.processor.postgres.PgArray;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/** The statements of a batch's transaction, as {@link BatchApplier} orders them. */
@Component
class BatchStore {
    private static final Logger log = LoggerFactory.getLogger(BatchStore.class);

    private final ConnectionFactory connections;
    private final DatabaseSettings settings;
    private final RedactionQuery redactions = new RedactionQuery();
    private final SideEffectWriter sideEffects;
    private final BatchWriter writer = new BatchWriter();
    private final RepairStore repairs = new RepairStore();
    private final String moveFence = SqlFile.read("move_fence");
    private final String findDelivered = SqlFile.read("find_delivered");
    private final String lockOrders = SqlFile.read("lock_orders");
    private final String findParked = SqlFile.read("find_parked");

    BatchStore(ConnectionFactory connections, DatabaseSettings settings, SideEffectWriter sideEffects) {
        this.connections = connections;
        this.settings = settings;
        this.sideEffects = sideEffects;
    }

    /**
     * Runs {@code work} in a transaction and commits it. Any error rolls back; so does cancellation. COMMIT's answer is
     * checked by the driver: a failed transaction, which answers ROLLBACK, is an error.
     */
    Mono<Void> inTransaction(Function<Connection, Mono<Void>> work) {
        return Mono.usingWhen(
                        connections.create(),
                        connection -> Mono.from(connection.beginTransaction())
                                .then(Mono.defer(() -> work.apply(connection)))
                                .then(Mono.defer(() -> Mono.from(connection.commitTransaction()))),
                        Connection::close,
                        (connection, error) -> rollback(connection),
                        BatchStore::rollback)
                .timeout(settings.transactionTimeout());
    }

    private static Mono<Void> rollback(Connection connection) {
        return Mono.from(connection.rollbackTransaction())
                // The server rolls back by itself when the connection is gone; closing it must still happen.
                .onErrorResume(error -> {
                    log.warn("a transaction was not rolled back, its connection is closed: {}", error.toString());
                    return Mono.empty();
                })
                .then(Mono.defer(() -> Mono.from(connection.close())));
    }

    /** Step 1: the fence. Its row count is read before anything else is written. */
    Mono<Void> moveFence(Connection connection, short logId, int partition, long expected, long next) {
        return Flux.from(connection
                        .createStatement(moveFence)
                        .bind(0, logId)
                        .bind(1, partition)
                        .bind(2, expected)
                        .bind(3, next)
                        .execute())
                .flatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum)
                .flatMap(rows -> rows == 1 ? Mono.<Void>empty() : Mono.error(Failure.FencedException::new));
    }

    /**
     * Steps 2 and 3: which deliveries are known, and under their locks the batch's orders, then the events that its repairs
     * are about; and what is to be erased of all that.
     */
    Mono<Loaded> load(Connection connection, List<ReadEvent> batch) {
        return Mono.zip(findDelivered(connection, batch), redactions.any(connection))
                .flatMap(known -> lockOrders(connection, BatchFold.orderIds(batch))
                        .flatMap(orders -> repairs.load(connection, batch)
                                .flatMap(targets -> load(connection, known, batch, orders, targets))));
    }

    private Mono<Loaded> load(
            Connection connection,
            Tuple2<Set<UUID>, Boolean> known,
            List<ReadEvent> batch,
            Map<String, StoredOrder> orders,
            RepairTargets targets) {
        return findRedactions(connection, known.getT2(), targets.with(batch), orders)
                .flatMap(found -> findParked(connection, BatchFold.appearing(targets.with(batch), orders))
                        .map(parked -> new Loaded(known.getT1(), orders, found, parked, targets)));
    }

    private Mono<Redactions> findRedactions(
            Connection connection, boolean any, List<ReadEvent> batch, Map<String, StoredOrder> orders) {
        return any ? redactions.find(connection, batch, orders) : Mono.just(Redactions.NONE);
    }

    private Mono<Set<UUID>> findDelivered(Connection connection, List<ReadEvent> batch) {
        PgArray keys = new PgArray(PgArray.Type.UUID, batch.size());
        for (ReadEvent read : batch) {
            if (read.deliveryKey() != null) {
                keys.add(read.deliveryKey());
            }
        }
        if (keys.size() == 0) {
            return Mono.just(Set.of());
        }
        return query(connection.createStatement(findDelivered).bind(0, keys), row -> required(row.get(0, UUID.class)))
                .collect(HashSet::new, Set::add);
    }

    private Mono<Map<String, StoredOrder>> lockOrders(Connection connection, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        return query(
                        connection.createStatement(lockOrders).bind(0, texts(ids)),
                        row -> Map.entry(required(row.get("id", String.class)), storedOrder(row)))
                .collect(HashMap::new, (map, entry) -> map.put(entry.getKey(), entry.getValue()));
    }

    private static StoredOrder storedOrder(Row row) {
        OrderFacts facts = FactsCodec.decode(required(row.get("facts", byte[].class)));
        return new StoredOrder(
                new Order(
                        facts,
                        OrderState.of(required(row.get("state", String.class))),
                        row.get("state_reason", String.class),
                        required(row.get("conflict", Boolean.class)),
                        required(row.get("sequence", Integer.class)),
                        required(row.get("version", Long.class))),
                required(row.get("created_at", Instant.class)));
    }

    private Mono<Map<String, List<ParkedEvent>>> findParked(Connection connection, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        return query(connection.createStatement(findParked).bind(0, texts(ids)), ParkedRow::read)
                .collectMultimap(parked -> parked.read().event().key())
                .map(found -> {
                    Map<String, List<ParkedEvent>> byOrder = new HashMap<>();
                    found.forEach((order, events) -> byOrder.put(order, List.copyOf(events)));
                    return byOrder;
                });
    }

    /** Step 5: everything that the batch changes, as a handful of array statements. */
    Mono<Void> write(Connection connection, short logId, int partition, BatchWrites writes, Instant now) {
        return writer.write(connection, logId, partition, writes, now)
                .then(Mono.defer(() -> sideEffects.write(connection, writes.sideEffects, now)));
    }

    private static PgArray texts(Collection<String> values) {
        PgArray array = new PgArray(PgArray.Type.TEXT, values.size());
        values.forEach(array::add);
        return array;
    }

    static <T> Flux<T> query(Statement statement, Function<Row, T> mapping) {
        return Flux.from(statement.execute()).concatMap(result -> result.map((row, metadata) -> mapping.apply(row)));
    }

    static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a column that is NOT NULL came without a value");
        }
        return value;
    }
}
