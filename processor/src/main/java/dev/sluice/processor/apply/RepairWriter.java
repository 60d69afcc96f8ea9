package dev.sluice.processor.apply;

import dev.sluice.processor.apply.BatchWrites.HistoryRow;
import dev.sluice.processor.apply.BatchWrites.RepairedRow;
import dev.sluice.processor.postgres.ArrayStatement;
import dev.sluice.processor.postgres.PgArray.Type;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes what a batch's repairs changed: the events' outcomes, the events themselves, and what was done. */
final class RepairWriter {
    private static final Type[] OUTCOME_COLUMNS = {
        Type.INT2, Type.INT4, Type.INT8, Type.DATE, Type.TEXT, Type.TEXT, Type.TEXT
    };
    private static final Type[] PLACE_COLUMNS = {Type.INT2, Type.INT4, Type.INT8};
    private static final Type[] KEPT_COLUMNS = {
        Type.INT2, Type.INT4, Type.INT8, Type.TEXT, Type.TEXT, Type.TEXT, Type.INT4, Type.TEXT, Type.BOOL
    };
    private static final Type[] HISTORY_COLUMNS = {
        Type.TEXT,
        Type.INT2,
        Type.INT4,
        Type.INT8,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TIMESTAMPTZ,
        Type.TIMESTAMPTZ,
        Type.TEXT,
        Type.TEXT
    };

    private final String settleRepairedOutcomes = SqlFile.read("settle_repaired_outcomes");
    private final String dropRepaired = SqlFile.read("drop_repaired");
    private final String keepRepaired = SqlFile.read("keep_repaired");
    private final String writeHistory = SqlFile.read("write_repair_history");

    List<Statement> statements(Connection connection, BatchWrites writes, Instant now) {
        List<RepairedRow> ended =
                writes.repaired.stream().filter(row -> !row.isKept()).toList();
        List<RepairedRow> kept =
                writes.repaired.stream().filter(RepairedRow::isKept).toList();
        List<Statement> statements = new ArrayList<>();
        statements.add(
                outcomes(writes.repaired).on(connection, settleRepairedOutcomes).bind(OUTCOME_COLUMNS.length, now));
        if (!ended.isEmpty()) {
            ArrayStatement places = new ArrayStatement(ended.size(), PLACE_COLUMNS);
            ended.forEach(row -> RepairStore.add(places, row.event().place()));
            statements.add(places.on(connection, dropRepaired));
        }
        if (!kept.isEmpty()) {
            statements.add(kept(kept).on(connection, keepRepaired).bind(KEPT_COLUMNS.length, now));
        }
        statements.add(history(writes.history, now).on(connection, writeHistory));
        return statements;
    }

    private static ArrayStatement outcomes(List<RepairedRow> rows) {
        ArrayStatement table = new ArrayStatement(rows.size(), OUTCOME_COLUMNS);
        for (RepairedRow row : rows) {
            RepairStore.add(table, row.event().place());
            table.column(3).add(row.event().appliedOn());
            table.column(4).add(row.event().outcome().token());
            table.column(5).add(row.outcome().token());
            table.column(6).add(row.reason());
        }
        return table;
    }

    private static ArrayStatement kept(List<RepairedRow> rows) {
        ArrayStatement table = new ArrayStatement(rows.size(), KEPT_COLUMNS);
        for (RepairedRow row : rows) {
            RepairStore.add(table, row.event().place());
            table.column(3).add(row.outcome().token());
            table.column(4).add(row.reason());
            table.column(5).add(BatchWriter.shortened(row.detail()));
            table.column(6).add(row.attempts());
            table.column(7).add(row.event().read().orderId());
            table.column(8).add(row.discarded());
        }
        return table;
    }

    private static ArrayStatement history(List<HistoryRow> rows, Instant now) {
        ArrayStatement table = new ArrayStatement(rows.size(), HISTORY_COLUMNS);
        for (HistoryRow row : rows) {
            Instant at = row.repair().at();
            table.column(0).add(row.repair().commandId());
            table.column(1).add(row.repair().event().logId());
            table.column(2).add(row.repair().event().partition());
            table.column(3).add(row.repair().event().offset());
            table.column(4).add(row.repair().action().token());
            table.column(5).add(row.repair().actor());
            table.column(6).add(row.repair().reason());
            table.column(7).add(at == null ? row.command().event().receivedAt() : at);
            table.column(8).add(now);
            table.column(9).add(row.outcome().token());
            table.column(10).add(row.reason());
        }
        return table;
    }
}
