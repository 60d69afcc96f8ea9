package dev.sluice.loadtest.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** PostgreSQL runs and does not do what it is asked: locks, deadlocks, connections that end, data that it refuses. */
final class DatabaseFaults {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int DEADLOCKS = 5;
    private static final int HOT_ORDER = 1;

    static List<Scenario> all() {
        return List.of(
                Scenario.of("table-locked", "the table of orders is locked for 20 s", DatabaseFaults::tableLocked),
                Scenario.of(
                        "deadlocks",
                        "five deadlocks between the processor and another transaction",
                        DatabaseFaults::deadlocks),
                Scenario.of(
                        "connections-cut",
                        "PostgreSQL ends every connection of the applications, five times",
                        DatabaseFaults::connectionsCut));
    }

    private static void tableLocked(Stage stage) throws Exception {
        try (Locked locked = Locked.table(stage.database(), "orders", "ACCESS EXCLUSIVE")) {
            stage.doing("orders is locked");
            stage.pass(Duration.ofSeconds(20));
        }
        stage.mended();
        ServerFaults.unaffected(stage);
    }

    private static void connectionsCut(Stage stage) throws Exception {
        for (int cut = 0; cut < 5; cut++) {
            stage.passUpTo(Duration.ofSeconds(2));
            stage.doing("ending all connections");
            stage.database()
                    .number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
        stage.mended();
        ServerFaults.unaffected(stage);
    }

    /**
     * The processor locks a partition's progress, then its orders. This locks an order that is always in the next batch,
     * then the progress.
     */
    private static void deadlocks(Stage stage) throws Exception {
        AtomicInteger step = new AtomicInteger();
        stage.deliver(hot(stage, step));
        String key = stage.bodies().key(HOT_ORDER);
        stage.await(SOON, () -> stage.database().number("SELECT count(*) FROM orders WHERE id = ?", key) == 1);
        long before = found(stage);
        int met = 0;
        for (int i = 0; i < DEADLOCKS; i++) {
            stage.doing("deadlock " + (i + 1));
            met += provoke(stage, key, step) ? 1 : 0;
        }
        stage.mended();
        stage.expect(met == DEADLOCKS, "the processor came to wait in " + met + " of " + DEADLOCKS + " cases only");
        stage.await(SOON, () -> found(stage) > before);
        long found = found(stage) - before;
        stage.note("PostgreSQL found " + found + " deadlocks");
        stage.expect(found > 0, "PostgreSQL found no deadlock");
        ServerFaults.unaffected(stage);
    }

    private static dev.sluice.loadtest.samples.Delivery hot(Stage stage, AtomicInteger step) {
        return stage.bodies().snapshot(HOT_ORDER, step.incrementAndGet(), "paid", "");
    }

    private static long found(Stage stage) throws SQLException {
        return stage.database().number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    private static boolean provoke(Stage stage, String key, AtomicInteger step) throws Exception {
        try (Connection connection = stage.database().connect();
                Statement statement = connection.createStatement()) {
            // The processor is to be the one that is told.
            statement.execute("SET deadlock_timeout = '10s'; SET lock_timeout = '8s'");
            connection.setAutoCommit(false);
            int[] place = place(connection, key);
            lock(connection, "SELECT id FROM orders WHERE id = ? FOR UPDATE", key);
            int self = number(connection, "SELECT pg_backend_pid()");
            stage.deliver(hot(stage, step));
            boolean waits = stage.await(
                    SOON,
                    () -> stage.database()
                                    .number(
                                            "SELECT count(*) FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid))",
                                            self)
                            > 0);
            try {
                statement.execute("UPDATE consumer_progress SET updated_at = updated_at WHERE log_id = " + place[0]
                        + " AND partition = " + place[1]);
            } catch (SQLException e) {
                stage.note("this side was ended: " + e.getSQLState());
            }
            connection.rollback();
            return waits;
        }
    }

    private static int[] place(Connection connection, String key) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT log_id, partition FROM outcomes WHERE order_id = ? LIMIT 1")) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the hot order has no outcome yet");
                }
                return new int[] {row.getInt(1), row.getInt(2)};
            }
        }
    }

    private static void lock(Connection connection, String sql, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, key);
            query.executeQuery().close();
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private DatabaseFaults() {}
}
