package dev.sluice.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class AdminApiTest {
    private final AtomicInteger readings = new AtomicInteger();
    private @Nullable DisposableServer server;

    /** A gateway that is overloaded at the first reading, forgets the token before the second, then answers. */
    private Environment gateway(String password) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.post(
                                "/api/v1/auth/token",
                                (request, response) -> password.equals("right")
                                        ? response.sendString(Mono.just("{\"access_token\":\"t\"}"))
                                        : response.status(401).send())
                        .get("/api/v1/admin/queue", (request, response) -> switch (readings.incrementAndGet()) {
                            case 1 -> response.status(503).send();
                            case 2 -> response.status(401).send();
                            default -> response.sendString(Mono.just("{\"depth\":7}"));
                        })
                        .get(
                                "/api/v1/admin/orders",
                                (request, response) -> response.sendString(Mono.just(
                                        request.uri().contains("cursor=next")
                                                ? "{\"data\":[{\"id\":\"b\"}],\"page\":{\"has_more\":false}}"
                                                : "{\"data\":[{\"id\":\"a\"}],"
                                                        + "\"page\":{\"has_more\":true,\"next_cursor\":\"next\"}}"))))
                .bindNow();
        return new Environment(Map.of(
                "SLUICE_URL",
                "http://127.0.0.1:" + server.port(),
                "SLUICE_ADMIN_EMAIL",
                "admin@example.com",
                "SLUICE_ADMIN_PASSWORD",
                password));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.disposeNow();
        }
    }

    @Test
    void a_gateway_that_is_away_for_a_moment_is_asked_again_and_a_lost_token_fetched_anew() throws Exception {
        AdminApi admin = AdminApi.login(gateway("right")).orElseThrow();

        assertThat(admin.depth()).isEqualTo(7);
        assertThat(readings).hasValue(3);
    }

    @Test
    void a_listing_is_read_page_by_page() throws Exception {
        AdminApi admin = AdminApi.login(gateway("right")).orElseThrow();
        List<String> ids = new ArrayList<>();

        admin.orders(
                "a.example.com",
                "2026-01-01T00:00:00Z",
                "2026-01-02T00:00:00Z",
                order -> ids.add(order.path("id").asString()));

        assertThat(ids).containsExactly("a", "b");
    }

    @Test
    void a_refused_login_is_said_without_the_password() {
        assertThatThrownBy(() -> AdminApi.login(gateway("wrong")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("401")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void without_credentials_nobody_logs_in() throws Exception {
        assertThat(AdminApi.login(new Environment(Map.of()))).isEmpty();
    }
}
