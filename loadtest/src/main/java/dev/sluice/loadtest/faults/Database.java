package dev.sluice.loadtest.faults;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.stack.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The stack's PostgreSQL, seen from beside the applications. Connects for each use: it is killed now and then. */
final class Database {
    private final DatabaseUrl url;

    Database(DatabaseUrl url) {
        this.url = url;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    Connection connect() throws SQLException {
        return Sql.connect(url);
    }

    long number(String sql, Object... binds) throws SQLException {
        long[] number = new long[1];
        rows(sql, row -> number[0] = row.getLong(1), binds);
        return number[0];
    }

    /** @param binds texts, numbers, and arrays of texts */
    void rows(String sql, RowReader reader, Object... binds) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                if (binds[i] instanceof String[] texts) {
                    query.setArray(i + 1, connection.createArrayOf("text", texts));
                } else if (binds[i] instanceof Long[] numbers) {
                    query.setArray(i + 1, connection.createArrayOf("bigint", numbers));
                } else {
                    query.setObject(i + 1, binds[i]);
                }
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
