package dev.sluice.processor.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A statement from {@code resources/sql}, read when its user is built so that a missing file fails the start. */
public final class SqlFile {

    private SqlFile() {}

    /**
     * @param name file name without folder and {@code .sql}
     * @throws IllegalStateException when there is no such file
     */
    public static String read(String name) {
        try (InputStream in = SqlFile.class.getResourceAsStream("/sql/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no SQL file sql/" + name + ".sql on the class path");
            }
            return withoutComments(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The header is for readers; the server need not parse it with every statement. */
    private static String withoutComments(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("--"))
                .reduce("", (all, line) -> all + line + '\n')
                .strip();
    }
}
