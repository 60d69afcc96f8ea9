package dev.sluice.local.testing;

import dev.sluice.contract.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * PostgreSQL 18, Redis and Kafka for the tests of one JVM: real servers on free ports, empty at first, gone with the JVM
 * even when that is killed. The system property {@code it.infra} chooses: {@code embedded}, {@code docker} (fails
 * without an engine), or {@code auto}, which takes containers when an engine answers.
 */
public final class TestServers {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Urls urls;

    private TestServers(Urls urls) {
        this.urls = urls;
    }

    /**
     * Starts the servers at the first call; later calls return the same.
     *
     * @throws IllegalStateException when they cannot be started; every further call fails alike
     */
    public static TestServers get() {
        return Started.SERVERS;
    }

    /** Of a database that all tests of this JVM share, as {@code postgresql://user:password@host:port/database}. */
    public String databaseUrl() {
        return urls.database();
    }

    /** Kafka's bootstrap servers; topics are not created by mentioning them. */
    public String kafka() {
        return urls.kafka();
    }

    /** As {@code redis://:password@host:port}. */
    public String redisUrl() {
        return urls.redis();
    }

    /** Creates an empty database and returns its URL. */
    public String freshDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        DatabaseUrl shared = DatabaseUrl.parse(urls.database());
        try (Connection connection = DriverManager.getConnection(shared.jdbc(), shared.user(), shared.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE template0");
        } catch (SQLException e) {
            throw new IllegalStateException("Creating the database " + name + " failed", e);
        }
        return urls.database().replaceAll("/[^/]*$", "/" + name);
    }

    private static TestServers start() {
        String choice = System.getProperty("it.infra", "auto").toLowerCase(Locale.ROOT);
        boolean containers = switch (choice) {
            case "embedded" -> false;
            case "docker" -> true;
            case "auto" -> ContainerServers.available();
            default ->
                throw new IllegalStateException("it.infra must be auto, docker or embedded, not '" + choice + "'");
        };
        System.out.println("Test servers: " + (containers ? "containers" : "embedded") + " (it.infra=" + choice + ")");
        return new TestServers(containers ? ContainerServers.start() : EmbeddedServers.start());
    }

    /** Where the servers listen. */
    record Urls(String database, String kafka, String redis) {

        /** Passwords stay out of logs and failures. */
        @Override
        public String toString() {
            return "Urls[" + DatabaseUrl.parse(database) + ", " + kafka + "]";
        }
    }

    /** The JVM's class initialisation makes the start happen once. */
    private static final class Started {
        static final TestServers SERVERS = TestServers.start();
    }
}
