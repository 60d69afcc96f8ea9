package dev.sluice.loadtest.bench;

import dev.sluice.loadtest.stack.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements of one transaction, prepared once on a connection. */
final class BatchStatements implements AutoCloseable {
    private static final int SHOP = 7;
    private static final int OUTCOME = 4;

    private final Connection connection;
    private final PreparedStatement progress;
    private final PreparedStatement known;
    private final PreparedStatement lock;
    private final PreparedStatement orders;
    private final PreparedStatement transitions;
    private final PreparedStatement outcomes;
    private final PreparedStatement ledger;

    BatchStatements(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        progress = connection.prepareStatement(Sql.of("bench_move_progress"));
        known = connection.prepareStatement(Sql.of("bench_known_deliveries"));
        lock = connection.prepareStatement(Sql.of("bench_lock_orders"));
        orders = connection.prepareStatement(Sql.of("bench_write_orders"));
        transitions = connection.prepareStatement(Sql.of("bench_write_transitions"));
        outcomes = connection.prepareStatement(Sql.of("bench_write_outcomes"));
        ledger = connection.prepareStatement(Sql.of("bench_write_ledger"));
    }

    void write(CeilingBatch batch) throws SQLException {
        progress.setLong(1, batch.nextOffset());
        progress.setInt(2, batch.logId());
        progress.setInt(3, batch.partition());
        if (progress.executeUpdate() != 1) {
            throw new SQLException("no progress row for partition " + batch.partition());
        }
        read(known, batch.keys());
        read(lock, batch.ids());
        Columns.bind(connection, orders, batch.orders(), Columns.ORDERS);
        orders.executeUpdate();
        Columns.bind(connection, transitions, batch.transitions(), Columns.TRANSITIONS);
        transitions.executeUpdate();
        Columns.bind(connection, outcomes, batch.outcomes(), Columns.OUTCOMES);
        outcomes.executeUpdate();
        sum(batch);
        connection.commit();
    }

    private void read(PreparedStatement query, List<String> keys) throws SQLException {
        query.setArray(1, connection.createArrayOf("text", keys.toArray(String[]::new)));
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                rows.getString(1);
            }
        }
    }

    private void sum(CeilingBatch batch) throws SQLException {
        Map<String, Map<String, Long>> sums = new HashMap<>();
        for (Object[] row : batch.outcomes()) {
            sums.computeIfAbsent((String) row[SHOP], shop -> new HashMap<>())
                    .merge((String) row[OUTCOME], 1L, Long::sum);
        }
        for (Map.Entry<String, Map<String, Long>> shop : sums.entrySet()) {
            for (Map.Entry<String, Long> outcome : shop.getValue().entrySet()) {
                ledger.setInt(1, batch.logId());
                ledger.setInt(2, batch.partition());
                ledger.setString(3, shop.getKey());
                ledger.setString(4, outcome.getKey());
                ledger.setLong(5, outcome.getValue());
                ledger.addBatch();
            }
        }
        ledger.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : List.of(progress, known, lock, orders, transitions, outcomes, ledger)) {
            statement.close();
        }
    }
}
