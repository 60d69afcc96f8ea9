package dev.sluice.loadtest.bench;

import dev.sluice.contract.DatabaseUrl;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The running gateway once more, as it was started, but on another database and on ports of its own. */
final class SecondGateway implements AutoCloseable {
    private static final int START_SECONDS = 180;
    private static final int PROBE_MS = 2_000;

    private final Process process;
    private final int port;

    private SecondGateway(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param pid of the running gateway
     * @param log file that it writes to
     */
    static SecondGateway start(long pid, DatabaseUrl database, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (String argument : texts("/proc/" + pid + "/cmdline")) {
            // By this scripts/dev knows the processes that are its own.
            if (!argument.startsWith("-Dsluice.part=") && !argument.startsWith("-Dsluice.build=")) {
                command.add(argument);
            }
        }
        int port = freePort();
        int managementPort = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        for (String variable : texts("/proc/" + pid + "/environ")) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        String running = environment.getOrDefault("SLUICE_DATABASE_URL", "");
        environment.put("SLUICE_DATABASE_URL", renamed(running, database.database()));
        environment.put("SLUICE_HTTP_PORT", String.valueOf(port));
        environment.put("SLUICE_MANAGEMENT_PORT", String.valueOf(managementPort));
        SecondGateway gateway = new SecondGateway(builder.start(), port);
        gateway.awaitReady(managementPort, log);
        return gateway;
    }

    private static String renamed(String url, String database) {
        int slash = url.lastIndexOf('/');
        int question = url.indexOf('?', slash);
        return url.substring(0, slash + 1) + database + (question < 0 ? "" : url.substring(question));
    }

    private static List<String> texts(String file) throws IOException {
        String text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        return List.of(text.split("\u0000"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(int managementPort, Path log) throws IOException, InterruptedException {
        URI probe = URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isReady(probe)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IOException("the second gateway does not start; its log is " + log);
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private static boolean isReady(URI probe) {
        try {
            HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
            connection.setConnectTimeout(PROBE_MS);
            connection.setReadTimeout(PROBE_MS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A statement as this build of the gateway has it, so that the bare side reads with the very same.
     *
     * @param pid of a running gateway
     */
    static String statement(long pid, String name) throws IOException {
        List<String> arguments = texts("/proc/" + pid + "/cmdline");
        int jar = arguments.indexOf("-jar") + 1;
        if (jar == 0) {
            throw new IOException("the gateway was not started from a jar");
        }
        try (ZipFile file = new ZipFile(arguments.get(jar))) {
            String path = "sql/" + name + ".sql";
            Optional<? extends ZipEntry> entry =
                    file.stream().filter(each -> each.getName().endsWith(path)).findFirst();
            if (entry.isEmpty()) {
                throw new IOException("the gateway's jar has no " + path);
            }
            return new String(file.getInputStream(entry.get()).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
