package dev.sluice.local.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** {@link KafkaBroker} in a JVM of its own. */
public final class KafkaServer implements Server {
    private static final int PROBE_LIMIT_MS = 3_000;

    private final Path data;
    private final int port;
    private final int controllerPort;
    private final JavaCommand java;
    private final List<KafkaBroker.Door> doors;

    /** @param java the JVM and the class path that holds Kafka and this class */
    public KafkaServer(Path data, int port, int controllerPort, JavaCommand java) {
        this(data, port, controllerPort, java, List.of());
    }

    /** @param doors beside the main port */
    public KafkaServer(Path data, int port, int controllerPort, JavaCommand java, List<KafkaBroker.Door> doors) {
        this.doors = List.copyOf(doors);
        this.data = data;
        this.port = port;
        this.controllerPort = controllerPort;
        this.java = java;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(data);
    }

    @Override
    public List<String> command() {
        List<String> flags = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        List<String> args =
                new ArrayList<>(List.of(data.toString(), String.valueOf(port), String.valueOf(controllerPort)));
        doors.forEach(door -> args.add(door.toString()));
        return java.run(marker(), flags, KafkaBroker.class.getName(), args);
    }

    @Override
    public String marker() {
        return "-Dsluice.part=" + data;
    }

    @Override
    public boolean answers() {
        // The client logs each refused connection; so it is asked only once something listens.
        if (!listens()) {
            return false;
        }
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_LIMIT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_LIMIT_MS);
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster()
                    .nodes()
                    .get(PROBE_LIMIT_MS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PROBE_LIMIT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** In the form of {@code SLUICE_KAFKA}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }
}
