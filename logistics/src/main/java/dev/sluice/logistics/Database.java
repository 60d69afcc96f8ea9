package dev.sluice.logistics;

import dev.sluice.contract.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One connection for one thread, opened when it is needed and given up after any failure. */
final class Database implements AutoCloseable {
    private final DatabaseUrl url;
    private @Nullable Connection connection;

    Database(DatabaseUrl url) {
        this.url = url;
    }

    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    interface Change {
        void run(Connection connection) throws SQLException;
    }

    /** Writes all of the change or nothing. */
    void write(Change change) throws SQLException {
        inTransaction(connection -> {
            change.run(connection);
            return true;
        });
    }

    /** Does all of the work or nothing. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        Connection open = connection();
        try {
            T result = work.run(open);
            open.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            // The server rolls back what a connection leaves open.
            close();
            throw e;
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            Properties properties = new Properties();
            properties.setProperty("user", url.user());
            properties.setProperty("password", url.password());
            properties.setProperty("connectTimeout", "3");
            properties.setProperty("socketTimeout", "15");
            properties.setProperty("tcpKeepAlive", "true");
            Connection opened = DriverManager.getConnection(url.jdbc(), properties);
            opened.setAutoCommit(false);
            connection = opened;
        }
        return connection;
    }

    /** A statement from {@code resources/sql}. */
    static String sql(String name) {
        try (InputStream in = Database.class.getResourceAsStream("/sql/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no SQL file sql/" + name + ".sql on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Connection closing = connection;
        connection = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException e) {
                // It is given up either way.
            }
        }
    }
}
