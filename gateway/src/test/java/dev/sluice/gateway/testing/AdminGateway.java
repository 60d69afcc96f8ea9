package dev.sluice.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.sluice.local.testing.EventLoops;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole gateway on a migrated database of its own, once per JVM, its event loops watched. The first
 * admin came in by the settings; a viewer and an operator stand in the table.
 */
public final class AdminGateway {
    public static final String ADMIN_EMAIL = "admin@example.com";
    public static final String ADMIN_PASSWORD = "correct horse battery";
    public static final String VIEWER_EMAIL = "viewer@example.com";
    public static final String OPERATOR_EMAIL = "operator@example.com";
    private static final String OTHER_PASSWORD = "some other password";

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Database database;
    private final RunningGateway gateway;

    private AdminGateway() {
        EventLoops.watch();
        gateway = RunningGateway.start(
                "sluice.access.bootstrap-admin-email=" + ADMIN_EMAIL,
                "sluice.access.bootstrap-admin-password=" + ADMIN_PASSWORD,
                "spring.main.sources=" + TestBeans.class.getName());
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        database = new Database(gateway.bean(Environment.class).getRequiredProperty("sluice.database.url"));
        // The first admin is made only while there is nobody, so it comes before the others. On a busy machine its
        // hash may not be ready in the time that a login has.
        await().atMost(RunningGateway.BOUND)
                .until(() -> login(ADMIN_EMAIL, ADMIN_PASSWORD).status() == 200);
        addStaff(VIEWER_EMAIL, "viewer", OTHER_PASSWORD);
        addStaff(OPERATOR_EMAIL, "operator", OTHER_PASSWORD);
    }

    public static AdminGateway get() {
        return Started.GATEWAY;
    }

    public Database database() {
        return database;
    }

    public SettableQueue queue() {
        return gateway.bean(SettableQueue.class);
    }

    public <T> T bean(Class<T> type) {
        return gateway.bean(type);
    }

    /** A cheap hash: what logging in costs is not what these tests look at. */
    public void addStaff(String email, String role, String password) {
        database.run(
                "INSERT INTO staff (email, password_hash, role) VALUES (?, ?, ?)",
                email,
                "{bcrypt}" + new BCryptPasswordEncoder(4).encode(password),
                role);
    }

    public Answer login(String email, String password) {
        return send(
                "POST",
                "/api/v1/auth/token",
                JsonMapper.shared().writeValueAsString(Map.of("email", email, "password", password)),
                "Content-Type",
                "application/json");
    }

    /** A token of one of the three accounts, asked for once. */
    public String token(String email) {
        return tokens.computeIfAbsent(
                email,
                who -> login(who, who.equals(ADMIN_EMAIL) ? ADMIN_PASSWORD : OTHER_PASSWORD)
                        .is(200)
                        .json()
                        .get("access_token")
                        .asString());
    }

    /** What a viewer sees. */
    public Answer get(String target) {
        return as(VIEWER_EMAIL, "GET", target, null);
    }

    /** A request in a role, with a JSON body when there is one. */
    public Answer as(String email, String method, String target, @Nullable String json) {
        String bearer = "Bearer " + token(email);
        return json == null
                ? send(method, target, null, "Authorization", bearer)
                : send(method, target, json, "Authorization", bearer, "Content-Type", "application/json");
    }

    public Answer send(String method, String target, @Nullable String body, String... headers) {
        return exchange(gateway.request(target), method, body, headers);
    }

    /** GET on the management port. */
    public Answer management(String target) {
        String port = gateway.bean(Environment.class).getRequiredProperty("local.management.port");
        return answer(gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(RunningGateway.BOUND)
                .build()));
    }

    private Answer exchange(HttpRequest.Builder request, String method, @Nullable String body, String... headers) {
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return answer(gateway.send(request.build()));
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Not a configuration that the application's own scan finds: it is for this context only. */
    @TestConfiguration(proxyBeanMethods = false)
    static class TestBeans {

        @Bean
        @Primary
        SettableQueue settableQueue() {
            return new SettableQueue();
        }
    }

    private static final class Started {
        static final AdminGateway GATEWAY = new AdminGateway();
    }
}
