package dev.sluice.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.contract.LogTopics;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.tenant.SecretCipher;
import dev.sluice.gateway.tenant.ShopDirectory;
import dev.sluice.local.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.client.ReactorResourceFactory;

/** A gateway in this JVM, on real servers and a database of its own. */
public final class RunningGateway implements AutoCloseable {
    /** Generous: what is awaited takes milliseconds on a machine at rest. */
    public static final Duration BOUND = Duration.ofSeconds(30);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String database;
    private final ConfigurableApplicationContext context;

    private RunningGateway(String database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /** Starts one and waits until it is ready. Settings are {@code name=value} of {@code application.yml}. */
    public static RunningGateway start(String... settings) {
        RunningGateway gateway = launch(settings);
        await().atMost(BOUND).until(gateway::isReady);
        return gateway;
    }

    /** Starts one whose port is open, ready or not. */
    public static RunningGateway launch(String... settings) {
        TestServers servers = TestServers.get();
        String database = servers.freshDatabase();
        migrate(database);
        createTopics(servers.kafka());
        Map<String, String> chosen = new LinkedHashMap<>(Map.of(
                "server.address", "127.0.0.1",
                "server.port", "0",
                "management.server.address", "127.0.0.1",
                "management.server.port", "0",
                "sluice.tenant.refresh-interval", "100ms",
                "sluice.admission.sample-interval", "100ms",
                "sluice.server.drain-pause", "300ms"));
        chosen.put("sluice.database.url", database);
        chosen.put("sluice.kafka.bootstrap-servers", servers.kafka());
        chosen.put("sluice.redis.url", servers.redisUrl());
        chosen.put("SLUICE_TOKEN_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        chosen.put(
                "SLUICE_SECRETS_KEY",
                Base64.getEncoder().encodeToString("k".repeat(32).getBytes(UTF_8)));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            chosen.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        String[] arguments = chosen.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + '=' + setting.getValue())
                .toArray(String[]::new);
        return new RunningGateway(
                database,
                new SpringApplicationBuilder(Gateway.class)
                        .initializers(RunningGateway::giveEventLoopsOfItsOwn)
                        .run(arguments));
    }

    /** Else the first gateway of this JVM that goes down takes the event loops of all others with it. */
    private static void giveEventLoopsOfItsOwn(ConfigurableApplicationContext context) {
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> {
            ReactorResourceFactory resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            resources.setShutdownQuietPeriod(Duration.ZERO);
            return resources;
        });
    }

    private static void migrate(String database) {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/V*.sql");
            Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
            for (Resource file : files) {
                statement.execute(file.getContentAsString(UTF_8));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void createTopics(String kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            for (String topic : List.of(LogTopics.ORDER_EVENTS, LogTopics.QUARANTINE)) {
                NewTopic wanted = new NewTopic(topic, LogTopics.DEFAULT_PARTITIONS, (short) 1)
                        .configs(Map.of("max.message.bytes", Integer.toString(LogTopics.MAX_RECORD_BYTES)));
                try {
                    admin.createTopics(List.of(wanted)).all().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Connection connection(String url) throws SQLException {
        DatabaseUrl place = DatabaseUrl.parse(url);
        return DriverManager.getConnection(place.jdbc(), place.user(), place.password());
    }

    public int port() {
        return property("local.server.port");
    }

    private int property(String name) {
        return context.getEnvironment().getRequiredProperty(name, Integer.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    private boolean isReady() {
        return management("/actuator/health/readiness").statusCode() == 200;
    }

    /** GET on the management port, on a connection of its own: one that served a health check may not be read again. */
    public HttpResponse<String> management(String path) {
        URI uri = URI.create("http://127.0.0.1:" + property("local.management.port") + path);
        return send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(uri).timeout(BOUND).build());
    }

    /** A request to the gateway's own port. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(BOUND);
    }

    public HttpResponse<String> send(HttpRequest request) {
        return send(CLIENT, request);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Registers a shop or replaces its secrets, and waits until the gateway knows. */
    public void register(String shop, String... secrets) {
        SecretCipher cipher = bean(SecretCipher.class);
        try (Connection connection = connection(database)) {
            execute(connection, "INSERT INTO shops (shop, name) VALUES (?, 'Test') ON CONFLICT DO NOTHING", shop);
            execute(connection, "DELETE FROM shop_secrets WHERE shop = ?", shop);
            for (String secret : secrets) {
                SecretCipher.Encrypted encrypted = cipher.encrypt(shop, secret);
                execute(
                        connection,
                        "INSERT INTO shop_secrets (shop, key_id, ciphertext) VALUES (?, ?, ?)",
                        shop,
                        encrypted.keyId(),
                        encrypted.ciphertext());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        bean(ShopDirectory.class).refresh().block(BOUND);
    }

    private static void execute(Connection connection, String sql, Object... binds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                statement.setObject(i + 1, binds[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Goes down as on SIGTERM. */
    @Override
    public void close() {
        context.close();
    }
}
