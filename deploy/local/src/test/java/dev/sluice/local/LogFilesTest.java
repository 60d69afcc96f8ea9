package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFilesTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void aLogAboveTheLimitMovesAsideWhileItsWriterGoesOn() throws Exception {
        Path log = directory.resolve("redis.log");
        try (Writer writer = new FileWriter(log.toFile(), StandardCharsets.UTF_8, true)) {
            writer.write("old line\n".repeat(10));
            writer.flush();
            LogFiles.bound(log, 50);
            writer.write("new line\n");
        }
        assertThat(Files.readString(log)).isEqualTo("new line\n");
        assertThat(directory.resolve("redis.log.1")).hasContent("old line\n".repeat(10));
    }

    @Test
    void aLogBelowTheLimitStays() throws Exception {
        Path log = directory.resolve("redis.log");
        Files.writeString(log, "a line\n");
        LogFiles.bound(log, 50);
        assertThat(log).hasContent("a line\n");
    }

    @Test
    void theTailIsTheLastLines() throws Exception {
        Path log = directory.resolve("redis.log");
        Files.writeString(log, "1\n2\n3\n");
        assertThat(LogFiles.tail(log, 2)).containsExactly("2", "3");
        assertThat(LogFiles.tail(directory.resolve("none"), 2)).isEmpty();
    }
}
