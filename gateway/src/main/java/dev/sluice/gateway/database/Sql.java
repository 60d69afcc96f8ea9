package dev.sluice.gateway.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads statements from {@code resources/sql}. */
public final class Sql {

    private Sql() {}

    /**
     * Read at construction of whoever needs it, so that a missing file fails the start.
     *
     * @param name without {@code .sql}
     */
    public static String read(String name) {
        try (InputStream file = Sql.class.getResourceAsStream("/sql/" + name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException("there is no sql/" + name + ".sql");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
