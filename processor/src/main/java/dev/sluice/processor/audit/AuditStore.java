package dev.sluice.processor.audit;

import dev.sluice.contract.Outcome;
import dev.sluice.order.FactsCodec;
import dev.sluice.order.Order;
import dev.sluice.order.OrderState;
import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.postgres.PgArray;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what the database says of a stretch of the log. Only reads, and takes no lock. */
@Component
class AuditStore {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final DatabaseClient database;
    private final String partitions = SqlFile.read("audit_partitions");
    private final String outcomes = SqlFile.read("audit_outcomes");
    private final String orders = SqlFile.read("audit_orders");

    AuditStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A partition with how far it was applied.
     *
     * @param first where the ledger of the partition begins
     * @param next up to where it has been applied, exclusive
     */
    record Applied(LogPartition partition, short logId, long first, long next) {}

    Flux<Applied> partitions() {
        return database.sql(partitions)
                .map(row -> new Applied(
                        new LogPartition(
                                required(row.get("topic", String.class)),
                                required(row.get("topic_id", String.class)),
                                required(row.get("partition", Integer.class))),
                        required(row.get("log_id", Short.class)),
                        required(row.get("first_offset", Long.class)),
                        required(row.get("next_offset", Long.class))))
                .all()
                .timeout(TIMEOUT);
    }

    Mono<List<AuditedOutcome>> outcomes(Applied of, long from, long to) {
        return database.sql(outcomes)
                .bind(0, of.logId())
                .bind(1, of.partition().partition())
                .bind(2, from)
                .bind(3, to)
                .map(row -> new AuditedOutcome(
                        required(row.get("log_offset", Long.class)),
                        Outcome.of(required(row.get("outcome", String.class))),
                        required(row.get("repeated", Boolean.class))))
                .all()
                .collectList()
                .timeout(TIMEOUT);
    }

    Mono<Map<String, AuditedOrder>> orders(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        PgArray wanted = new PgArray(PgArray.Type.TEXT, ids.size());
        ids.forEach(wanted::add);
        return database.sql(orders)
                .bind(0, wanted)
                .map(row -> Map.entry(required(row.get("id", String.class)), order(row)))
                .all()
                .collect(HashMap<String, AuditedOrder>::new, (map, entry) -> map.put(entry.getKey(), entry.getValue()))
                .map(map -> (Map<String, AuditedOrder>) map)
                .timeout(TIMEOUT);
    }

    private static AuditedOrder order(Readable row) {
        Order order = new Order(
                FactsCodec.decode(required(row.get("facts", byte[].class))),
                OrderState.of(required(row.get("state", String.class))),
                row.get("state_reason", String.class),
                required(row.get("conflict", Boolean.class)),
                required(row.get("sequence", Integer.class)),
                required(row.get("version", Long.class)));
        return new AuditedOrder(
                order,
                required(row.get("steps", Long.class)),
                required(row.get("broken_steps", Long.class)),
                required(row.get("redacted", Boolean.class)));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value, "a column that is NOT NULL came without a value");
    }
}
