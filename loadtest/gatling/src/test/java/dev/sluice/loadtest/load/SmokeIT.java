package dev.sluice.loadtest.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.Part;
import dev.sluice.local.server.Archive;
import dev.sluice.local.server.ServerException;
import dev.sluice.local.testing.Applications;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The smoke profile on the real stack: what is answered and what is stored, never how fast. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SmokeIT {
    private static final int FIRST_OFFSET = 3_500;
    private static final int LAST_OFFSET = 6_500;
    private static final int STEP = 500;

    private Path directory;
    private OwnStack stack;

    @BeforeAll
    void start() throws Exception {
        directory = Files.createTempDirectory("sluice-load").toRealPath();
        Path build = Applications.unpackIn(directory);
        stack = start(build);
    }

    private OwnStack start(Path build) throws IOException, InterruptedException {
        for (int offset = FIRST_OFFSET; offset < LAST_OFFSET; offset += STEP) {
            try {
                return OwnStack.start(
                        directory.resolve("data"), build, offset, List.of(Part.PROCESSOR, Part.GATEWAY), Map.of());
            } catch (ServerException e) {
                System.out.println("another port: " + e.getMessage());
            }
        }
        throw new IllegalStateException("no ports are free");
    }

    @AfterAll
    void stop() throws IOException {
        if (stack != null) {
            stack.close();
        }
        if (directory != null) {
            Archive.delete(directory);
        }
    }

    @Test
    void every_load_gets_the_answers_that_it_must_and_leaves_the_ledger_balanced() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Path results = directory.resolve("results");
        LoadCommand load = new LoadCommand(stack.environment(), new PrintStream(text, true, UTF_8));

        int code = load.run(List.of("--profile", "smoke", "--results", results.toString()));

        System.out.println(text.toString(UTF_8));
        assertThat(code).as(text.toString(UTF_8)).isZero();
        assertThat(text.toString(UTF_8)).contains("steady", "sale-day", "noisy", "readers", "index.html");
    }
}
