package dev.sluice.processor.redact;

import static java.util.Objects.requireNonNull;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.OrderKey;
import dev.sluice.order.FactsCodec;
import dev.sluice.processor.postgres.ArrayStatement;
import dev.sluice.processor.postgres.PgArray;
import dev.sluice.processor.postgres.PgArray.Type;
import dev.sluice.processor.postgres.SqlFile;
import dev.sluice.processor.redact.LogPositions.Position;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The statements on redactions and on what they erase; whoever calls them brings the transaction. */
final class RedactionStore {
    private final String tryLead = SqlFile.read("try_lead_redactions");
    private final String setBarrier = SqlFile.read("set_redaction_barrier");
    private final String nextRedaction = SqlFile.read("next_redaction");
    private final String findCustomersOrders = SqlFile.read("find_orders_to_redact");
    private final String findShopsOrders = SqlFile.read("find_orders_of_redacted_shop");
    private final String lockFacts = SqlFile.read("lock_facts_to_redact");
    private final String redactOrders = SqlFile.read("redact_orders");
    private final String markRedacted = SqlFile.read("mark_orders_redacted");
    private final String findUnapplied = SqlFile.read("find_unapplied_to_redact");
    private final String redactUnapplied = SqlFile.read("redact_unapplied");
    private final String moveStage = SqlFile.read("move_redaction");
    private final String writePositions = SqlFile.read("write_redaction_positions");
    private final String finish = SqlFile.read("finish_redaction");
    private final String forgetCustomer = SqlFile.read("forget_customer_of_requests");
    private final String forgetShop = SqlFile.read("forget_name_of_shop");
    private final String complete = SqlFile.read("complete_redactions");

    /** An event that is set aside, and whether its order is redacted. */
    record Unapplied(short logId, int partition, long offset, Event event, boolean orderRedacted) {
        String place() {
            return logId + "/" + partition + "/" + offset;
        }
    }

    /** Whether this transaction may erase: one at a time does. */
    Mono<Boolean> tryLead(Connection connection) {
        return query(connection.createStatement(tryLead), row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                .single();
    }

    /** Draws the line behind which no transaction can have missed the redactions; how many had none. */
    Mono<Long> setBarrier(Connection connection) {
        return update(connection.createStatement(setBarrier));
    }

    Mono<Redaction> next(Connection connection) {
        return query(connection.createStatement(nextRedaction), Redaction::of).next();
    }

    /** Ids of the next orders that a redaction is to erase; none when it has erased them all. */
    Mono<List<String>> ordersToErase(Connection connection, Redaction redaction, int limit) {
        Statement statement;
        if (redaction.isOfShop()) {
            statement = connection
                    .createStatement(findShopsOrders)
                    .bind(0, redaction.shop())
                    .bind(1, redaction.place())
                    .bind(2, limit);
        } else {
            statement = connection.createStatement(findCustomersOrders).bind(0, redaction.id());
            statement.bind(1, redaction.shop());
            statement = redaction.customerId() == null
                    ? statement.bindNull(2, String.class)
                    : statement.bind(2, redaction.customerId());
            statement.bind(3, limit);
        }
        return query(statement, row -> requireNonNull(row.get("id", String.class)))
                .collectList();
    }

    /** Erases the personal data of stored orders, under their locks, which are taken in the order of batches. */
    Mono<Void> eraseOrders(Connection connection, Collection<String> ids) {
        ArrayStatement erased = new ArrayStatement(ids.size(), Type.TEXT, Type.BYTEA);
        return query(connection.createStatement(lockFacts).bind(0, texts(ids)), row -> {
                    byte[] facts = requireNonNull(row.get("facts", byte[].class));
                    erased.column(0).add(requireNonNull(row.get("id", String.class)));
                    erased.column(1)
                            .add(FactsCodec.encode(FactsCodec.decode(facts).redacted()));
                    return true;
                })
                .then(Mono.defer(() -> update(erased.on(connection, redactOrders))))
                .then();
    }

    /** From now on the orders are redacted by their id, whoever's they are said to be. */
    Mono<Void> markRedacted(Connection connection, Redaction redaction, Collection<String> ids) {
        return update(connection
                        .createStatement(markRedacted)
                        .bind(0, texts(ids))
                        .bind(1, redaction.id()))
                .then();
    }

    /** The next events of the shop that are set aside, a bounded number of bytes of them. */
    Mono<List<Unapplied>> unapplied(Connection connection, Redaction redaction, int limit) {
        String[] place = redaction.place().isEmpty()
                ? new String[] {"-1", "-1", "-1"}
                : redaction.place().split("/", 3);
        return query(
                        connection
                                .createStatement(findUnapplied)
                                .bind(0, redaction.shop())
                                .bind(1, Short.valueOf(place[0]))
                                .bind(2, Integer.valueOf(place[1]))
                                .bind(3, Long.valueOf(place[2]))
                                .bind(4, limit),
                        RedactionStore::unapplied)
                .collectList();
    }

    private static Unapplied unapplied(Row row) {
        String id = row.get("order_id", String.class);
        OrderKey key = id == null ? null : OrderKey.parse(id);
        Instant triggeredAt = row.get("triggered_at", Instant.class);
        Event event = new Event(
                EventType.of(requireNonNull(row.get("type", String.class))).orElse(EventType.SHOPIFY),
                requireNonNull(row.get("shop", String.class)),
                key == null ? null : key.orderId(),
                row.get("topic", String.class),
                null,
                null,
                triggeredAt == null ? null : triggeredAt.toString(),
                requireNonNull(row.get("received_at", Instant.class)),
                null,
                null,
                null,
                requireNonNull(row.get("body", byte[].class)));
        return new Unapplied(
                requireNonNull(row.get("log_id", Short.class)),
                requireNonNull(row.get("partition", Integer.class)),
                requireNonNull(row.get("log_offset", Long.class)),
                event,
                Boolean.TRUE.equals(row.get("redacted", Boolean.class)));
    }

    /** Replaces the bodies of events that are set aside by what may be kept of them. */
    Mono<Void> eraseBodies(Connection connection, Redaction redaction, List<Unapplied> events) {
        ArrayStatement erased = new ArrayStatement(events.size(), Type.INT2, Type.INT4, Type.INT8, Type.BYTEA);
        for (Unapplied each : events) {
            byte[] kept =
                    redaction.rule(each.event().key(), each.orderRedacted()).kept(each.event());
            if (kept != each.event().body()) {
                erased.column(0).add(each.logId());
                erased.column(1).add(each.partition());
                erased.column(2).add(each.offset());
                erased.column(3).add(kept);
            }
        }
        return erased.column(0).size() == 0
                ? Mono.empty()
                : update(erased.on(connection, redactUnapplied)).then();
    }

    /** Remembers how far erasing has come. */
    Mono<Void> move(Connection connection, Redaction redaction, String stage, String place) {
        return update(connection
                        .createStatement(moveStage)
                        .bind(0, redaction.id())
                        .bind(1, stage)
                        .bind(2, place))
                .then();
    }

    /** All is erased; the log is watched from these ends on. */
    Mono<Void> finish(Connection connection, Redaction redaction, List<Position> ends) {
        ArrayStatement positions = new ArrayStatement(ends.size(), Type.INT8, Type.TEXT, Type.INT4, Type.INT8);
        for (Position end : ends) {
            positions.column(0).add(redaction.id());
            add(positions, 1, end);
        }
        List<Statement> statements = new ArrayList<>();
        statements.add(positions.on(connection, writePositions));
        Statement forget = connection.createStatement(forgetCustomer).bind(0, redaction.shop());
        forget.bind(1, redaction.isOfShop());
        statements.add(bind(forget, 2, redaction.customerId()));
        if (redaction.isOfShop()) {
            statements.add(connection.createStatement(forgetShop).bind(0, redaction.shop()));
        }
        statements.add(connection.createStatement(finish).bind(0, redaction.id()));
        return Flux.fromIterable(statements).concatMap(RedactionStore::update).then();
    }

    /** Completes what the log does not hold any more; the ids of the redactions. */
    Flux<Long> complete(Connection connection, List<Position> beginnings) {
        ArrayStatement positions = new ArrayStatement(beginnings.size(), Type.TEXT, Type.INT4, Type.INT8);
        beginnings.forEach(beginning -> add(positions, 0, beginning));
        return query(positions.on(connection, complete), row -> requireNonNull(row.get("id", Long.class)));
    }

    private static void add(ArrayStatement table, int column, Position position) {
        table.column(column).add(position.topicId());
        table.column(column + 1).add(position.partition());
        table.column(column + 2).add(position.offset());
    }

    private static Statement bind(Statement statement, int index, @Nullable String value) {
        return value == null ? statement.bindNull(index, String.class) : statement.bind(index, value);
    }

    private static PgArray texts(Collection<String> values) {
        PgArray array = new PgArray(Type.TEXT, values.size());
        values.forEach(array::add);
        return array;
    }

    static <T> Flux<T> query(Statement statement, Function<Row, T> mapping) {
        return Flux.from(statement.execute()).concatMap(result -> result.map((row, metadata) -> mapping.apply(row)));
    }

    static Mono<Long> update(Statement statement) {
        return Flux.from(statement.execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }
}
