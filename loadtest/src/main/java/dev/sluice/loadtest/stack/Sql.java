package dev.sluice.loadtest.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Statements from files, and connections with time-outs. */
public final class Sql {
    private static final String CONNECT_SECONDS = "5";
    private static final String ANSWER_SECONDS = "120";

    /**
     * @param name of a file in {@code resources/sql}
     * @throws IllegalStateException when the jar has no such file
     */
    public static String of(String name) {
        try (InputStream file = Sql.class.getResourceAsStream("/sql/" + name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException(name + ".sql is missing in the jar");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Connection connect(DatabaseUrl url) throws SQLException {
        Properties access = new Properties();
        access.setProperty("user", url.user());
        access.setProperty("password", url.password());
        access.setProperty("connectTimeout", CONNECT_SECONDS);
        access.setProperty("socketTimeout", ANSWER_SECONDS);
        access.setProperty("ApplicationName", "sluice-loadtest");
        return DriverManager.getConnection(url.jdbc(), access);
    }

    private Sql() {}
}
