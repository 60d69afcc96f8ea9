package dev.sluice.local;

import dev.sluice.local.server.JavaCommand;
import dev.sluice.local.server.Server;
import dev.sluice.local.server.ServerException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The gateway or the processor: a Spring Boot application unpacked from its jar, probed on its management port. */
final class AppProcess implements Server {
    private static final int PROBE_LIMIT_MS = 3_000;
    private static final String BUILD = "-Dsluice.build=";

    private final String name;
    private final String application;
    private final int port;
    private final int managementPort;
    private final String marker;
    private final Path build;
    private final List<String> flags;
    private final Map<String, String> environment;
    private volatile String heard = "";

    /**
     * @param name of this process; a second one of an application has a name of its own
     * @param application gateway or processor
     * @param build the directory of one build; holds the application in a directory of its name
     * @param flags for its JVM
     */
    AppProcess(
            String name,
            String application,
            int port,
            int managementPort,
            String marker,
            Path build,
            List<String> flags,
            Map<String, String> environment) {
        this.name = name;
        this.application = application;
        this.port = port;
        this.managementPort = managementPort;
        this.marker = marker;
        this.build = build;
        this.flags = flags;
        this.environment = new HashMap<>(environment);
        // With an arena for each thread glibc keeps some 50 MB of a JVM that nobody uses.
        this.environment.put("MALLOC_ARENA_MAX", "2");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() {
        if (!Files.isRegularFile(jar())) {
            throw new ServerException(
                    "The " + application + " is not in the build " + build + "; run scripts/dev to build it.");
        }
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(JavaCommand.current().executable().toString());
        command.add(marker);
        command.add(buildArgument());
        command.addAll(flags);
        command.addAll(List.of("-jar", jar().toString()));
        return command;
    }

    private Path jar() {
        Path directory = build.resolve(application);
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .findFirst()
                    .orElse(directory.resolve(application + ".jar"));
        } catch (IOException e) {
            return directory.resolve(application + ".jar");
        }
    }

    /** Stands in the command line of every process of this build. */
    String buildArgument() {
        return BUILD + build.getFileName();
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    /** Above the time that the applications take to finish what they accepted. */
    @Override
    public Duration stopLimit() {
        return Duration.ofSeconds(40);
    }

    @Override
    public String marker() {
        return marker;
    }

    /** Whether it is ready. */
    @Override
    public boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(PROBE_LIMIT_MS);
            connection.setReadTimeout(PROBE_LIMIT_MS);
            try {
                int status = connection.getResponseCode();
                heard = "its readiness probe answers " + status;
                return status == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            heard = "its readiness probe does not answer";
            return false;
        }
    }

    @Override
    public String heard() {
        return heard;
    }
}
