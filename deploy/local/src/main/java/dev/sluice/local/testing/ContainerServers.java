package dev.sluice.local.testing;

import dev.sluice.contract.LogTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The same servers on a container engine; Testcontainers removes them after the JVM's end. */
final class ContainerServers {
    private static final int REDIS_PORT = 6379;

    private ContainerServers() {}

    /** Whether an engine answers; every failure of the probe, missing classes included, means no. */
    static boolean available() {
        try {
            // The probe reports a missing engine as an error; where there is no trace of one it is not asked.
            return traceOfAnEngine() && DockerClientFactory.instance().isDockerAvailable();
        } catch (Throwable e) {
            return false;
        }
    }

    private static boolean traceOfAnEngine() {
        String home = System.getProperty("user.home");
        String runtime = Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).orElse("/run");
        return System.getenv("DOCKER_HOST") != null
                || Stream.of(
                                "/var/run/docker.sock",
                                runtime + "/docker.sock",
                                home + "/.docker/run/docker.sock",
                                home + "/.testcontainers.properties")
                        .anyMatch(path -> Files.exists(Path.of(path)));
    }

    @SuppressWarnings("resource") // They live as long as the JVM.
    static TestServers.Urls start() {
        PostgreSQLContainer postgres = new PostgreSQLContainer(image("postgres", "postgres:18-alpine"))
                .withDatabaseName("sluice")
                .withUsername("sluice")
                .withPassword("test")
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=150");
        GenericContainer<?> redis = new GenericContainer<>(DockerImageName.parse(image("redis", "redis:8-alpine")))
                .withExposedPorts(REDIS_PORT)
                .withCommand("redis-server", "--requirepass", "test", "--save", "");
        KafkaContainer kafka = new KafkaContainer(image("kafka", "apache/kafka:4.2.1"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", String.valueOf(LogTopics.MAX_RECORD_BYTES));
        Startables.deepStart(postgres, redis, kafka).join();
        return new TestServers.Urls(
                "postgresql://sluice:test@" + postgres.getHost() + ":"
                        + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/sluice",
                kafka.getBootstrapServers(),
                "redis://:test@" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT));
    }

    /** Another image of the same server by {@code -Dit.image.<server>}, for an engine that cannot reach the usual ones. */
    private static String image(String server, String usual) {
        return System.getProperty("it.image." + server, usual);
    }
}
