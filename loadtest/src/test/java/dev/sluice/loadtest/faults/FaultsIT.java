package dev.sluice.loadtest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.server.Archive;
import dev.sluice.local.server.ServerException;
import dev.sluice.local.testing.Applications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few of the faults that {@code scripts/faults} plays, on the real stack. {@code -Dfaults.seed} makes another load. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsIT {
    private static final int FIRST_OFFSET = 7_000;
    private static final int LAST_OFFSET = 13_000;
    private static final int STEP = 500;

    private final long seed = Long.getLong("faults.seed", 42);
    private Path directory;
    private FaultStack stack;
    private Runner runner;

    @BeforeAll
    void start() throws Exception {
        directory = Files.createTempDirectory("sluice-faults").toRealPath();
        Path build = Applications.unpackIn(directory);
        stack = start(build);
        runner = new Runner(stack, directory.resolve("attempts"), System.out);
    }

    /** Below the ports that the system gives to clients: one of those could take a port while its server is dead. */
    private FaultStack start(Path build) throws IOException, InterruptedException {
        for (int offset = FIRST_OFFSET; offset < LAST_OFFSET; offset += STEP) {
            try {
                return FaultStack.start(directory.resolve("data"), build, offset);
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

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"redis-flushed", "postgres-killed", "poison", "processor-killed-in-transaction"})
    void nothing_is_lost_doubled_or_corrupted_by(String fault) throws InterruptedException {
        Scenario scenario = Catalogue.named(fault).get(0);

        Result result = runner.run(scenario, seed);

        assertThat(result.skipped()).isNull();
        // How fast it was is no matter of a build machine; scripts/faults judges that.
        assertThat(result.findings().lines())
                .as("seed " + seed)
                .allSatisfy(line -> assertThat(line).startsWith(Findings.Oracle.A.name()));
        assertThat(result.accepted()).isGreaterThan(100);
    }

    /** Last, since the ledger does not balance from then on. */
    @Test
    @Order(2)
    void what_is_broken_on_purpose_is_found() throws InterruptedException {
        Result result = runner.run(Scenario.of("tampered", "", FaultsIT::tamper), seed);

        assertThat(result.findings().count(Findings.Oracle.L)).isPositive();
        assertThat(result.findings().count(Findings.Oracle.S)).isPositive();
        assertThat(result.findings().count(Findings.Oracle.O)).isPositive();
        assertThat(result.findings().count(Findings.Oracle.X)).isZero();
    }

    private static void tamper(Stage stage) throws Exception {
        List<String> keys = new ArrayList<>();
        for (int order = 1; order <= 3; order++) {
            stage.deliver(stage.bodies().snapshot(order, 1, "paid", ""));
            keys.add('\'' + stage.bodies().key(order) + '\'');
        }
        stage.expect(
                stage.await(
                        Duration.ofSeconds(30),
                        () -> stage.database()
                                        .number("SELECT count(*) FROM transitions WHERE published_at IS NOT NULL"
                                                + " AND order_id IN (" + String.join(",", keys) + ")")
                                == 3),
                "the orders are not there yet");
        stage.database().execute("DELETE FROM outcomes WHERE order_id = " + keys.get(0));
        stage.database().execute("UPDATE orders SET state = 'shipped' WHERE id = " + keys.get(1));
        stage.database().execute("DELETE FROM transitions WHERE order_id = " + keys.get(2));
        stage.mended();
    }
}
