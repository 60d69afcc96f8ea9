package dev.sluice.gateway.admin.keys;

import static dev.sluice.gateway.testing.AdminGateway.ADMIN_EMAIL;
import static dev.sluice.gateway.testing.AdminGateway.OPERATOR_EMAIL;
import static dev.sluice.gateway.testing.Shopfront.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.RunningGateway;
import dev.sluice.gateway.testing.Shopfront;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeysIT {
    private static final String KEYS = "/api/v1/admin/api-keys";

    private final AdminGateway gateway = AdminGateway.get();
    private Shopfront shop;

    @BeforeEach
    void open() {
        Shopfront.closeAll(gateway);
        gateway.database().run("TRUNCATE audit_log");
        shop = Shopfront.open(gateway, "keys.example.com");
    }

    @AfterEach
    void close() {
        Shopfront.closeAll(gateway);
    }

    private Answer admin(String method, String target, Map<String, ?> json) {
        return gateway.as(ADMIN_EMAIL, method, target, JsonMapper.shared().writeValueAsString(json));
    }

    private Answer make(String name) {
        return admin("POST", KEYS, Map.of("shop", shop.shop(), "name", name));
    }

    private Answer asked(@Nullable String... keys) {
        String[] headers = new String[keys.length * 2];
        for (int i = 0; i < keys.length; i++) {
            headers[2 * i] = "X-Api-Key";
            headers[2 * i + 1] = keys[i];
        }
        return gateway.send("GET", PRODUCTS, null, headers);
    }

    @Test
    void a_key_is_shown_once_and_good_at_once() {
        Answer made = make("kiosk").is(201);
        JsonNode json = made.json();
        String key = json.get("key").asString();

        assertThat(key).matches("sluice_[A-Za-z0-9_-]{43}");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.header("Location"))
                .isEqualTo(KEYS + '/' + json.get("id").asString());
        assertThat(key).startsWith(json.get("hint").asString()).hasSizeGreaterThan(40);
        assertThat(json.get("active").asBoolean()).isTrue();
        assertThat(json.get("created_by").asString()).isEqualTo(ADMIN_EMAIL);
        asked(key).is(200);
        assertThat(gateway.get(made.header("Location")).is(200).body()).doesNotContain(key);
        assertThat(gateway.get(KEYS).is(200).body()).doesNotContain(key).doesNotContain("digest");
        assertThat(gateway.get("/api/v1/admin/audit").body())
                .contains("api-key.create")
                .doesNotContain(key);
        assertThat(gateway.database().column("SELECT encode(digest, 'escape') || name || hint FROM api_keys"))
                .noneMatch(row -> row.contains(key));
    }

    @Test
    void keys_are_random() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            keys.add(make("key " + i).is(201).json().get("key").asString());
        }
        assertThat(keys).hasSize(20);
    }

    @Test
    void a_revoked_key_is_refused_at_once_and_other_keys_are_not() {
        Answer made = make("kiosk").is(201);
        String key = made.json().get("key").asString();
        asked(key).is(200);

        JsonNode revoked = admin("PATCH", made.header("Location"), Map.of("revoked", true))
                .is(200)
                .json();

        assertThat(revoked.get("active").asBoolean()).isFalse();
        assertThat(revoked.get("revoked_by").asString()).isEqualTo(ADMIN_EMAIL);
        asked(key).isProblem(401, "unauthenticated");
        asked(shop.key()).is(200);
        assertThat(admin("PATCH", made.header("Location"), Map.of("revoked", true))
                        .is(200)
                        .json())
                .as("once is for good")
                .isEqualTo(revoked);
        admin("PATCH", made.header("Location"), Map.of("revoked", false)).isWrongParameter("revoked");
    }

    @Test
    void a_key_that_was_revoked_elsewhere_is_refused_soon() {
        asked(shop.key()).is(200);

        gateway.database().run("UPDATE api_keys SET revoked_at = now(), revoked_by = 'another gateway'");

        await().atMost(RunningGateway.BOUND).until(() -> asked(shop.key()).status() == 401);
    }

    @Test
    void another_gateway_hears_of_keys_within_its_refresh_interval() {
        String database = gateway.bean(Environment.class).getRequiredProperty("sluice.database.url");
        try (RunningGateway other = RunningGateway.start("sluice.database.url=" + database)) {
            String key = make("kiosk").is(201).json().get("key").asString();
            await().atMost(RunningGateway.BOUND).until(() -> status(other, key) == 200);

            gateway.database()
                    .column("SELECT id::text FROM api_keys")
                    .forEach(id -> admin("PATCH", KEYS + '/' + id, Map.of("revoked", true))
                            .is(200));

            await().atMost(RunningGateway.BOUND).until(() -> status(other, key) == 401);
        }
    }

    private static int status(RunningGateway gateway, String key) {
        return gateway.send(gateway.request(PRODUCTS).header("X-Api-Key", key).build())
                .statusCode();
    }

    @Test
    void keys_end_with_the_installation_of_the_app() {
        gateway.database().run("UPDATE shops SET uninstalled_at = now()");
        await().atMost(RunningGateway.BOUND).until(() -> asked(shop.key()).status() == 401);
        make("too late").isWrongParameter("shop");

        admin(
                        "POST",
                        "/api/v1/admin/shops",
                        Map.of("shop", shop.shop(), "name", "Again", "secrets", List.of("another-one")))
                .is(201);
        String key = make("new").is(201).json().get("key").asString();

        asked(key).is(200);
        asked(shop.key()).isProblem(401, "unauthenticated");
        assertThat(gateway.get(KEYS).is(200).data("active")).containsExactly("true", "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"products", "products/A", "orders", "orders/1", "purchases", "waiting-room/A/tickets"})
    void whatever_is_wrong_with_a_key_the_answer_is_the_same(String path) {
        String target = "/api/v1/" + path;
        String good = shop.key();
        Answer missing = gateway.send("GET", target, null).isProblem(401, "unauthenticated");

        assertThat(missing.header("WWW-Authenticate")).isEqualTo("ApiKey realm=\"sluice\"");
        for (String wrong : List.of(
                "x",
                "sluice_" + "A".repeat(43),
                good.substring(1),
                good + "x",
                good.toUpperCase(java.util.Locale.ROOT),
                "' OR '1'='1",
                "k".repeat(4_000))) {
            Answer answer = gateway.send("GET", target, null, "X-Api-Key", wrong);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(missing.body());
            assertThat(answer.header("WWW-Authenticate")).isEqualTo(missing.header("WWW-Authenticate"));
        }
        assertThat(gateway.send("GET", target, null, "X-Api-Key", good, "X-Api-Key", good)
                        .body())
                .isEqualTo(missing.body());
        assertThat(gateway.send("GET", target, null, "Authorization", "Bearer " + gateway.token(ADMIN_EMAIL))
                        .body())
                .isEqualTo(missing.body());
        assertThat(gateway.send("POST", target, "{}", "Content-Type", "text/plain")
                        .body())
                .isEqualTo(missing.body());
    }

    @Test
    void a_key_opens_nothing_of_the_staff_s() {
        gateway.send("GET", KEYS, null, "X-Api-Key", shop.key()).isProblem(401, "unauthenticated");
        gateway.as(OPERATOR_EMAIL, "POST", KEYS, "{}").isProblem(403, "forbidden");
        assertThat(gateway.get(KEYS).is(200).data("shop")).containsExactly(shop.shop());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"name\":\"n\"}; shop",
                "{\"shop\":\"keys.example.com\"}; name",
                "{\"shop\":\"keys.example.com\",\"name\":\" \"}; name",
                "{\"shop\":\"nobody.example.com\",\"name\":\"n\"}; shop",
                "{\"shop\":\"keys.example.com\",\"name\":\"n\",\"key\":\"mine\"}; key"
            })
    void what_is_wrong_with_a_key_to_make_is_named(String json, String parameter) {
        gateway.as(ADMIN_EMAIL, "POST", KEYS, json).isWrongParameter(parameter);
    }

    @Test
    void keys_are_listed_page_by_page_and_those_that_are_not_there_are_not_found() {
        make("second").is(201);
        make("third").is(201);

        Answer first = gateway.get(KEYS + "?limit=2&shop=" + shop.shop()).is(200);
        String cursor = first.json().get("page").get("next_cursor").asString();

        assertThat(first.data("name")).containsExactly("third", "second");
        assertThat(gateway.get(KEYS + "?limit=2&shop=" + shop.shop() + "&cursor=" + cursor)
                        .data("name"))
                .containsExactly("storefront");
        gateway.get(KEYS + "?cursor=" + cursor).isWrongParameter("cursor");
        for (String id : List.of("0", "-1", "x", "999999999999999999", "9999999999999999999")) {
            gateway.get(KEYS + '/' + id).isProblem(404, "not-found");
            admin("PATCH", KEYS + '/' + id, Map.of("revoked", true)).isProblem(404, "not-found");
        }
    }

    @Test
    void a_shop_has_fifty_keys_at_most_and_revoked_ones_do_not_count() {
        Answer last = make("key");
        for (int i = 0; i < 48; i++) {
            last = make("key").is(201);
        }
        make("one too many").isProblem(409, "conflict");

        admin("PATCH", last.header("Location"), Map.of("revoked", true)).is(200);

        make("key").is(201);
    }
}
