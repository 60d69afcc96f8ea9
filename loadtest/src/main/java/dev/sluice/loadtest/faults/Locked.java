package dev.sluice.loadtest.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A table that is locked until this is closed. */
final class Locked implements AutoCloseable {
    private final Connection connection;

    private Locked(Connection connection) {
        this.connection = connection;
    }

    /** @param mode of PostgreSQL's {@code LOCK TABLE} */
    static Locked table(Database database, String table, String mode) throws SQLException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN " + mode + " MODE");
            return new Locked(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
