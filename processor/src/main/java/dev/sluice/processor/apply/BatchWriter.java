package dev.sluice.processor.apply;

import dev.sluice.contract.Event;
import dev.sluice.order.Transition;
import dev.sluice.processor.apply.BatchWrites.LedgerKey;
import dev.sluice.processor.apply.BatchWrites.OutcomeRow;
import dev.sluice.processor.apply.BatchWrites.SettledRow;
import dev.sluice.processor.apply.BatchWrites.TransitionRow;
import dev.sluice.processor.apply.BatchWrites.UnappliedRow;
import dev.sluice.processor.postgres.ArrayStatement;
import dev.sluice.processor.postgres.PgArray.Type;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes what a batch changes: one array statement a table, and none for a table that it does not touch. */
final class BatchWriter {
    private static final Type[] OUTCOME_COLUMNS = {
        Type.INT2,
        Type.INT4,
        Type.INT8,
        Type.DATE,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.UUID,
        Type.TIMESTAMPTZ,
        Type.TIMESTAMPTZ,
        Type.TIMESTAMPTZ
    };
    private static final Type[] TRANSITION_COLUMNS = {
        Type.TEXT, Type.INT4, Type.TEXT, Type.TEXT, Type.TEXT, Type.BOOL, Type.TIMESTAMPTZ, Type.TIMESTAMPTZ, Type.INT2
    };
    private static final Type[] UNAPPLIED_COLUMNS = {
        Type.INT2,
        Type.INT4,
        Type.INT8,
        Type.DATE,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TIMESTAMPTZ,
        Type.TIMESTAMPTZ,
        Type.TIMESTAMPTZ,
        Type.BYTEA
    };
    private static final Type[] LEDGER_COLUMNS = {Type.INT2, Type.INT4, Type.TEXT, Type.TEXT, Type.INT8};
    private static final Type[] SETTLED_COLUMNS = {Type.INT2, Type.INT4, Type.INT8, Type.DATE, Type.TEXT};
    private static final Type[] POSITION_COLUMNS = {Type.INT2, Type.INT4, Type.INT8};
    private static final int DETAIL_LENGTH = 500;

    private final String writeOrders = SqlFile.read("write_orders");
    private final String writeTransitions = SqlFile.read("write_transitions");
    private final String writeOutcomes = SqlFile.read("write_outcomes");
    private final String addToLedger = SqlFile.read("add_to_ledger");
    private final String takeFromLedger = SqlFile.read("take_from_ledger");
    private final String writeUnapplied = SqlFile.read("write_unapplied");
    private final String settleParkedOutcomes = SqlFile.read("settle_parked_outcomes");
    private final String dropParked = SqlFile.read("drop_parked");
    private final ComplianceWriter compliance = new ComplianceWriter();

    private final RepairWriter repairs = new RepairWriter();

    Mono<Void> write(Connection connection, short logId, int partition, BatchWrites writes, Instant now) {
        List<Statement> statements = Failure.ofData(() -> statements(connection, logId, partition, writes, now));
        return Flux.fromIterable(statements)
                .concatMap(statement -> Flux.from(statement.execute()).concatMap(result -> result.getRowsUpdated()))
                .then();
    }

    private List<Statement> statements(
            Connection connection, short logId, int partition, BatchWrites writes, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        List<Statement> statements = new ArrayList<>();
        if (!writes.orders.isEmpty()) {
            statements.add(OrderColumns.of(writes.orders, now).on(connection, writeOrders));
        }
        if (!writes.transitions.isEmpty()) {
            statements.add(transitions(writes.transitions, now).on(connection, writeTransitions));
        }
        statements.add(outcomes(logId, partition, writes.outcomes, today, now).on(connection, writeOutcomes));
        if (!writes.unapplied.isEmpty()) {
            statements.add(
                    unapplied(logId, partition, writes.unapplied, today, now).on(connection, writeUnapplied));
        }
        if (!writes.settled.isEmpty()) {
            statements.add(
                    settled(writes.settled).on(connection, settleParkedOutcomes).bind(SETTLED_COLUMNS.length, now));
            statements.add(positions(writes.settled).on(connection, dropParked));
        }
        if (!writes.repaired.isEmpty()) {
            statements.addAll(repairs.statements(connection, writes, now));
        }
        if (!writes.taken.isEmpty()) {
            statements.add(ledger(writes.taken).on(connection, takeFromLedger));
        }
        statements.addAll(compliance.statements(connection, writes.complianceRequests));
        if (!writes.redactedOrders.isEmpty()) {
            statements.add(compliance.redactedOrders(connection, writes.redactedOrders));
        }
        statements.add(ledger(writes.added).on(connection, addToLedger));
        return statements;
    }

    private static ArrayStatement transitions(List<TransitionRow> rows, Instant now) {
        ArrayStatement table = new ArrayStatement(rows.size(), TRANSITION_COLUMNS);
        for (TransitionRow row : rows) {
            Transition step = row.transition();
            table.column(0).add(row.orderId());
            table.column(1).add(step.sequence());
            table.column(2).add(step.from().token());
            table.column(3).add(step.to().token());
            table.column(4).add(step.reason());
            table.column(5).add(step.inferred());
            table.column(6).add(step.occurredAt());
            table.column(7).add(now);
            table.column(8).add(OutboxShard.of(row.orderId()));
        }
        return table;
    }

    private static ArrayStatement outcomes(
            short logId, int partition, List<OutcomeRow> rows, LocalDate today, Instant now) {
        ArrayStatement table = new ArrayStatement(rows.size(), OUTCOME_COLUMNS);
        for (OutcomeRow row : rows) {
            ReadEvent read = row.read();
            position(table, logId, partition, read.offset());
            table.column(3).add(today);
            table.column(4).add(row.outcome().token());
            table.column(5).add(row.reason());
            int next = identity(table, 6, read);
            table.column(next).add(read.deliveryKey());
            times(table, next + 1, read, now);
        }
        return table;
    }

    private static ArrayStatement unapplied(
            short logId, int partition, List<UnappliedRow> rows, LocalDate today, Instant now) {
        ArrayStatement table = new ArrayStatement(rows.size(), UNAPPLIED_COLUMNS);
        for (UnappliedRow row : rows) {
            ReadEvent read = row.read();
            position(table, logId, partition, read.offset());
            table.column(3).add(today);
            table.column(4).add(row.outcome().token());
            table.column(5).add(row.reason());
            table.column(6).add(shortened(row.detail()));
            int next = identity(table, 7, read);
            times(table, next, read, now);
            table.column(next + 3).add(read.event().body());
        }
        return table;
    }

    private static void position(ArrayStatement table, short logId, int partition, long offset) {
        table.column(0).add(logId);
        table.column(1).add(partition);
        table.column(2).add(offset);
    }

    /** Who and what an event is: type, shop, order, topic, webhook id. Returns the column after them. */
    private static int identity(ArrayStatement table, int column, ReadEvent read) {
        Event event = read.event();
        table.column(column).add(event.type().token());
        table.column(column + 1).add(event.shop());
        table.column(column + 2).add(read.orderId());
        table.column(column + 3).add(event.topic());
        table.column(column + 4).add(event.webhookId());
        return column + 5;
    }

    private static void times(ArrayStatement table, int column, ReadEvent read, Instant now) {
        table.column(column).add(read.triggeredAt());
        table.column(column + 1).add(read.event().receivedAt());
        table.column(column + 2).add(now);
    }

    private static ArrayStatement ledger(Map<LedgerKey, Long> sums) {
        ArrayStatement table = new ArrayStatement(sums.size(), LEDGER_COLUMNS);
        sums.forEach((key, events) -> {
            table.column(0).add(key.logId());
            table.column(1).add(key.partition());
            table.column(2).add(key.shop());
            table.column(3).add(key.outcome().token());
            table.column(4).add(events);
        });
        return table;
    }

    private static ArrayStatement settled(List<SettledRow> rows) {
        ArrayStatement table = new ArrayStatement(rows.size(), SETTLED_COLUMNS);
        for (SettledRow row : rows) {
            ParkedEvent parked = row.parked();
            position(table, parked.logId(), parked.partition(), parked.read().offset());
            table.column(3).add(parked.appliedOn());
            table.column(4).add(row.outcome().token());
        }
        return table;
    }

    private static ArrayStatement positions(List<SettledRow> rows) {
        ArrayStatement table = new ArrayStatement(rows.size(), POSITION_COLUMNS);
        for (SettledRow row : rows) {
            ParkedEvent parked = row.parked();
            position(table, parked.logId(), parked.partition(), parked.read().offset());
        }
        return table;
    }

    static @Nullable String shortened(@Nullable String detail) {
        return detail == null || detail.length() <= DETAIL_LENGTH ? detail : detail.substring(0, DETAIL_LENGTH);
    }
}
