package dev.sluice.loadtest.pipeline;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.local.testing.Applications;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A local stack of its own, on free ports and in a temporary directory, run from the jars that this build made. */
final class LocalStack implements AutoCloseable {
    private static final int START_SECONDS = 240;
    private static final List<String> PORTS = List.of(
            "SLUICE_HTTP_PORT",
            "SLUICE_MANAGEMENT_PORT",
            "SLUICE_PROCESSOR_MANAGEMENT_PORT",
            "SLUICE_POSTGRES_PORT",
            "SLUICE_REDIS_PORT",
            "SLUICE_KAFKA_PORT",
            "SLUICE_KAFKA_CONTROLLER_PORT");

    private final Path data;
    private final Process supervisor;
    private final Map<String, String> environment = new HashMap<>();

    private LocalStack(Path data, Process supervisor) {
        this.data = data;
        this.supervisor = supervisor;
    }

    static LocalStack start() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("sluice-pipeline").toRealPath();
        Path build = Applications.unpackIn(data);
        Path output = data.resolve("dev.out");
        ProcessBuilder command = new ProcessBuilder(
                        Applications.java(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.sluice.local.Dev",
                        "start",
                        data.toString(),
                        build.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.environment().putAll(freePorts());
        LocalStack stack = new LocalStack(data, command.start());
        stack.awaitStart(output);
        return stack;
    }

    private static Map<String, String> freePorts() throws IOException {
        Map<String, String> ports = new HashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        for (String name : PORTS) {
            ServerSocket socket = new ServerSocket(0);
            held.add(socket);
            ports.put(name, Integer.toString(socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    private void awaitStart(Path output) throws IOException, InterruptedException {
        for (int second = 0; second < START_SECONDS; second++) {
            String text = Files.readString(output);
            if (text.contains("Ctrl-C stops it")) {
                readEnvironment();
                return;
            }
            if (supervisor.waitFor(1, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the stack did not start:\n" + Files.readString(output));
            }
        }
        close();
        throw new IllegalStateException("the stack was not up in time:\n" + Files.readString(output));
    }

    private void readEnvironment() throws IOException {
        for (String line : Files.readAllLines(data.resolve("run/dev.env"))) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                String name = line.substring(0, equals).replace("export ", "");
                environment.put(name, line.substring(equals + 1).replace("'", ""));
            }
        }
    }

    /** The variables that scripts get from dev.env. */
    Map<String, String> environment() {
        return environment;
    }

    String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalStateException("dev.env does not hold " + name);
        }
        return value;
    }

    long pid(String part) {
        try {
            return Long.parseLong(
                    Files.readString(data.resolve("run/" + part + ".pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: the part has no chance to finish anything. */
    void kill(String part) {
        ProcessHandle.of(pid(part)).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Each row as its columns' texts, joined by {@code |}. */
    List<String> rows(String sql) {
        DatabaseUrl url = DatabaseUrl.parse(variable("SLUICE_DATABASE_URL"));
        try (Connection connection = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql) {
        return Long.parseLong(rows(sql).get(0));
    }

    @Override
    public void close() throws InterruptedException {
        supervisor.destroy();
        if (!supervisor.waitFor(60, TimeUnit.SECONDS)) {
            for (String part : List.of("gateway", "processor", "kafka", "redis", "postgres")) {
                kill(part);
            }
            supervisor.destroyForcibly();
        }
    }
}
