package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.local.server.JavaCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real servers under the real supervisor, in a directory of their own, with stand-ins for the applications. */
final class TakeOverIT {
    private static final List<String> PARTS = List.of("postgres", "redis", "kafka", "processor", "gateway");
    private static final long LIMIT_S = 120;

    private final List<Process> sessions = new ArrayList<>();
    private final Map<String, String> ports = new HashMap<>();
    private Path root = Path.of("");
    private DataDirectory data = new DataDirectory(root);

    @BeforeEach
    void makeDirectory() throws IOException {
        root = Files.createTempDirectory("sluice-dev-");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = new DataDirectory(root.resolve("data"));
        StandInApp.build(root.resolve("build"));
        for (String variable : Ports.of(Map.of()).toVariables().keySet()) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put(variable, String.valueOf(socket.getLocalPort()));
            }
        }
    }

    @AfterEach
    void stopWhatIsLeft() throws Exception {
        Process stop = session("stop");
        assertThat(stop.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
        sessions.forEach(Process::destroyForcibly);
        dev.sluice.local.server.Archive.delete(root);
    }

    @Test
    void aKilledSupervisorsPartsAreAdoptedAndTheirDataIsThere() throws Exception {
        Process first = startedSession();
        Map<String, Long> before = pids();
        execute("CREATE TABLE kept (id int); INSERT INTO kept VALUES (42)");

        first.destroyForcibly().waitFor();
        Process second = startedSession();

        assertThat(pids()).isEqualTo(before);
        assertThat(query("SELECT id FROM kept")).isEqualTo("42");
        assertThat(second.isAlive()).isTrue();
    }

    @Test
    void aNewcomerTakesALivingSupervisorsPartsOverWithoutStoppingThem() throws Exception {
        Process first = startedSession();
        Map<String, Long> before = pids();

        Process second = session("start");
        assertThat(first.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
        await(() -> Processes.read(data.pidFile("supervisor")).orElse(0) == second.pid());

        assertThat(first.exitValue()).isZero();
        assertThat(pids()).isEqualTo(before);
    }

    @Test
    void everyPartThatIsKilledComesBackAndCommittedRowsAreThere() throws Exception {
        startedSession();
        execute("CREATE TABLE kept (id int); INSERT INTO kept VALUES (42)");

        for (String part : PARTS) {
            long old = Processes.read(data.pidFile(part)).orElse(0);
            ProcessHandle.of(old).orElseThrow().destroyForcibly();
            await(() -> Processes.read(data.pidFile(part)).orElse(0) != old);
        }
        await(() -> session("status").waitFor() == 0);

        assertThat(query("SELECT id FROM kept")).isEqualTo("42");
    }

    @Test
    void aStopLeavesNoProcessAndNoPidFile() throws Exception {
        Process session = startedSession();
        Map<String, Long> before = pids();

        session.destroy();

        assertThat(session.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
        assertThat(session.exitValue()).isZero();
        assertThat(before.values()).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(PARTS).noneMatch(part -> Files.exists(data.pidFile(part)));
        assertThat(data.environment()).doesNotExist();
    }

    @Test
    void aTakenPortIsNamedWithItsVariableAndNothingIsStarted() throws Exception {
        int port = Integer.parseInt(ports.getOrDefault("SLUICE_REDIS_PORT", "0"));
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Process session = session("start");
            assertThat(session.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();

            assertThat(session.exitValue()).isEqualTo(1);
            assertThat(Files.readString(root.resolve("session-0.log")))
                    .contains("Port " + taken.getLocalPort(), "SLUICE_REDIS_PORT", "redis");
            assertThat(PARTS).noneMatch(part -> Files.exists(data.pidFile(part)));
        }
    }

    private Process startedSession() throws Exception {
        Files.deleteIfExists(data.environment());
        Process session = session("start");
        await(() -> Files.exists(data.environment()) || !session.isAlive());
        assertThat(session.isAlive())
                .as(() -> LogFiles.tail(root.resolve("session-0.log"), 50).toString())
                .isTrue();
        return session;
    }

    private Process session(String command) throws IOException {
        String role = command.equals("start") ? "supervisor" : "command";
        List<String> line = JavaCommand.current()
                .run(
                        data.marker(role),
                        List.of("-Xmx64m"),
                        Dev.class.getName(),
                        List.of(
                                command,
                                data.root().toString(),
                                root.resolve("build").toString()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(
                        root.resolve("session-" + sessions.size() + ".log").toFile());
        builder.environment().putAll(ports);
        Process process = builder.start();
        sessions.add(process);
        return process;
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new HashMap<>();
        PARTS.forEach(part -> pids.put(part, Processes.read(data.pidFile(part)).orElse(0)));
        return pids;
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect() throws Exception {
        DatabaseUrl url = DatabaseUrl.parse(EnvFile.read(data.environment()).getOrDefault("SLUICE_DATABASE_URL", ""));
        return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
