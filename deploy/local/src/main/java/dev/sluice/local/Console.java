package dev.sluice.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** The supervisor's lines: to the terminal, and to its log with the time. */
final class Console {
    private final Path log;

    Console(Path log) {
        this.log = log;
    }

    synchronized void line(String text) {
        System.out.println(text);
        try {
            Files.writeString(
                    log,
                    LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + text + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            // A full disk must not stop the supervision; the terminal has the line.
        }
    }
}
