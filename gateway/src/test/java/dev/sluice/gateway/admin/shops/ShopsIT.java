package dev.sluice.gateway.admin.shops;

import static dev.sluice.gateway.testing.AdminGateway.ADMIN_EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.tenant.ShopDirectory;
import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.SignedDelivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ShopsIT {
    private static final String SHOPS = "/api/v1/admin/shops";
    private static final String SHOP = "kaffee-haus.example.com";

    private final AdminGateway gateway = AdminGateway.get();

    @BeforeEach
    void clear() {
        gateway.database().run("DELETE FROM shop_secrets");
        gateway.database().run("DELETE FROM shops");
        gateway.database().run("TRUNCATE redactions, redacted_orders, redaction_positions");
    }

    private Answer admin(String method, String target, @Nullable Object json) {
        return gateway.as(
                ADMIN_EMAIL,
                method,
                target,
                json == null ? null : JsonMapper.shared().writeValueAsString(json));
    }

    private Answer create(String shop, Object secrets) {
        return admin("POST", SHOPS, Map.of("shop", shop, "name", "Kaffee-Haus", "secrets", secrets));
    }

    private Answer change(Object json) {
        return admin("PATCH", SHOPS + '/' + SHOP, json);
    }

    /** What deliveries of the shop may be signed with right now, the newest first. */
    private List<String> validSecrets() {
        return Objects.requireNonNull(gateway.bean(ShopDirectory.class).secretsOf(SHOP)).stream()
                .map(key -> new String(key.getEncoded(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> secretIds(Answer shop) {
        return StreamSupport.stream(shop.json().get("secrets").spliterator(), false)
                .map(secret -> secret.get("id").asString())
                .toList();
    }

    @Test
    void a_shop_can_deliver_as_soon_as_its_registration_is_answered() {
        Answer answer = create(SHOP, List.of("first-secret", "second-secret")).is(201);

        assertThat(answer.header("Location")).isEqualTo(SHOPS + '/' + SHOP);
        assertThat(answer.json().get("shop").asString()).isEqualTo(SHOP);
        assertThat(answer.json().get("name").asString()).isEqualTo("Kaffee-Haus");
        assertThat(secretIds(answer)).hasSize(2);
        assertThat(validSecrets()).containsExactly("second-secret", "first-secret");
        assertThat(gateway.get(answer.header("Location")).is(200).body()).isEqualTo(answer.body());
    }

    @Test
    void secrets_go_in_and_never_come_out() {
        String secret = "shpss_0123456789abcdef";
        List<Answer> answers = new ArrayList<>();
        answers.add(create(SHOP, List.of(secret)));
        answers.add(gateway.get(SHOPS));
        answers.add(gateway.get(SHOPS + '/' + SHOP));
        answers.add(change(Map.of("name", "Another name")));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).doesNotContain(secret));
        assertThat(gateway.database()
                        .column("SELECT encode(ciphertext, 'escape') FROM shop_secrets WHERE shop = ?", SHOP))
                .singleElement()
                .asString()
                .doesNotContain(secret);
    }

    @Test
    void a_rotation_keeps_the_old_secret_valid_until_it_is_removed() {
        String old = secretIds(create(SHOP, List.of("old-secret"))).get(0);

        Answer both = change(Map.of("add_secrets", List.of("new-secret"))).is(200);
        assertThat(validSecrets()).containsExactly("new-secret", "old-secret");
        assertThat(secretIds(both)).hasSize(2).contains(old);

        Answer one = change(Map.of("remove_secrets", List.of(old))).is(200);
        assertThat(validSecrets()).containsExactly("new-secret");
        assertThat(secretIds(one)).hasSize(1).doesNotContain(old);
    }

    private int delivered(String secret) {
        String body = "{\"id\":5}";
        return gateway.send(
                        "POST",
                        "/webhooks/shopify",
                        body,
                        "X-Shopify-Shop-Domain",
                        SHOP,
                        "X-Shopify-Topic",
                        "products/update",
                        "X-Shopify-Hmac-Sha256",
                        SignedDelivery.signature("HmacSHA256", secret, body.getBytes(StandardCharsets.UTF_8)))
                .status();
    }

    @Test
    void deliveries_signed_with_old_and_new_are_taken_while_both_are_valid_and_the_old_ones_are_401_after() {
        String old = secretIds(create(SHOP, List.of("old-secret"))).get(0);
        assertThat(List.of(delivered("old-secret"), delivered("new-secret"))).containsExactly(200, 401);

        change(Map.of("add_secrets", List.of("new-secret"))).is(200);
        assertThat(List.of(delivered("old-secret"), delivered("new-secret"))).containsExactly(200, 200);

        change(Map.of("remove_secrets", List.of(old))).is(200);
        assertThat(List.of(delivered("old-secret"), delivered("new-secret"))).containsExactly(401, 200);
    }

    @Test
    void a_shop_that_uninstalled_the_app_shows_it_still_delivers_and_can_be_registered_again() {
        create(SHOP, List.of("old-secret")).is(201);
        gateway.database().run("UPDATE shops SET uninstalled_at = '2026-03-01T00:00:00Z'");
        gateway.database()
                .run(
                        "INSERT INTO redactions (log_id, partition, log_offset, topic, shop, requested_at)"
                                + " VALUES (1, 1, 1, 'shop/redact', ?, now())",
                        SHOP);
        assertThat(gateway.get(SHOPS + '/' + SHOP).json().get("uninstalled_at").asString())
                .isEqualTo("2026-03-01T00:00:00.000000Z");
        assertThat(delivered("old-secret")).as("shop/redact is still to come").isEqualTo(200);

        Answer again = create(SHOP, List.of("new-secret")).is(201);

        assertThat(again.json().get("uninstalled_at").isNull()).isTrue();
        assertThat(validSecrets()).containsExactly("new-secret");
        assertThat(List.of(delivered("old-secret"), delivered("new-secret"))).containsExactly(401, 200);
        assertThat(gateway.database().column("SELECT lifted_at IS NOT NULL FROM redactions WHERE shop = ?", SHOP))
                .containsExactly("t");
        create(SHOP, List.of("third-secret")).isProblem(409, "conflict");
    }

    @Test
    void all_secrets_can_be_replaced_at_once() {
        create(SHOP, List.of("old-secret-1", "old-secret-2"));

        change(Map.of("secrets", List.of("new-secret"))).is(200);

        assertThat(validSecrets()).containsExactly("new-secret");
    }

    @Test
    void a_change_of_the_name_leaves_the_secrets_alone() {
        create(SHOP, List.of("the-secret"));

        assertThat(change(Map.of("name", "Teehaus")).is(200).json().get("name").asString())
                .isEqualTo("Teehaus");
        assertThat(validSecrets()).containsExactly("the-secret");
    }

    @Test
    void a_refused_change_changes_nothing_at_all() {
        String only = secretIds(create(SHOP, List.of("the-secret"))).get(0);

        change(Map.of("name", "Teehaus", "remove_secrets", List.of(only))).isWrongParameter("secrets");
        change(Map.of("name", "Teehaus", "remove_secrets", List.of("999999"))).isWrongParameter("remove_secrets");
        change(Map.of(
                        "name",
                        "Teehaus",
                        "add_secrets",
                        List.of("secret-a", "secret-b", "secret-c", "secret-d", "secret-e")))
                .isWrongParameter("secrets");
        change(Map.of("secrets", List.of("secret-a"), "add_secrets", List.of("secret-b")))
                .isWrongParameter("secrets");

        assertThat(gateway.get(SHOPS + '/' + SHOP).json().get("name").asString())
                .isEqualTo("Kaffee-Haus");
        assertThat(validSecrets()).containsExactly("the-secret");
    }

    @Test
    void a_secret_of_another_shop_cannot_be_removed() {
        create(SHOP, List.of("the-secret"));
        String foreign = secretIds(create("other.example.com", List.of("other-secret-1", "other-secret-2")))
                .get(0);

        change(Map.of("add_secrets", List.of("new-secret"), "remove_secrets", List.of(foreign)))
                .isWrongParameter("remove_secrets");
    }

    @Test
    void a_shop_is_registered_once() {
        create(SHOP, List.of("the-secret")).is(201);

        create(SHOP, List.of("somebody-elses")).isProblem(409, "conflict");

        assertThat(validSecrets()).containsExactly("the-secret");
    }

    @Test
    void of_many_registrations_at_once_one_is_made() {
        List<Integer> answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> create(SHOP, List.of("secret-" + i + "-long")).status())
                .toList();

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(validSecrets()).hasSize(1);
    }

    @Test
    void a_shop_that_is_not_there_is_not_found() {
        change(Map.of("name", "Teehaus")).isProblem(404, "not-found");
        gateway.get(SHOPS + "/nobody.example.com").isProblem(404, "not-found");
        assertThat(gateway.get(SHOPS + "/%00").status()).isIn(400, 404);
    }

    @Test
    void shops_are_listed_page_by_page() {
        for (String shop : List.of("c.example.com", "a.example.com", "b.example.com")) {
            create(shop, List.of("the-secret"));
        }

        Answer first = gateway.get(SHOPS + "?limit=2").is(200);
        String cursor = first.json().get("page").get("next_cursor").asString();
        Answer second = gateway.get(SHOPS + "?limit=2&cursor=" + cursor).is(200);

        assertThat(first.data("shop")).containsExactly("a.example.com", "b.example.com");
        assertThat(second.data("shop")).containsExactly("c.example.com");
        assertThat(second.json().get("page").get("has_more").asBoolean()).isFalse();
        gateway.get("/api/v1/admin/orders?cursor=" + cursor).isWrongParameter("cursor");
        gateway.get(SHOPS + "?cursor=x").isWrongParameter("cursor");
        gateway.get(SHOPS + "?page=2").isWrongParameter("page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shop.example.com",
                "shop",
                "",
                ".example.com",
                "shop.example.com.",
                "shop_1.example.com",
                "-a.example.com",
                "shop.example.com/..",
                "shop.example.com:443",
                "sh\u00f6p.example.com",
                "shop.example.com\\u0000",
                "a b.example.com",
                "'; DROP TABLE shops; --"
            })
    void a_shop_is_a_domain_in_lower_case(String shop) {
        create(shop, List.of("the-secret")).isWrongParameter("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"name\":\"n\",\"secrets\":[\"12345678\"]}; shop",
                "{\"shop\":\"a.example.com\",\"secrets\":[\"12345678\"]}; name",
                "{\"shop\":\"a.example.com\",\"name\":\" \",\"secrets\":[\"12345678\"]}; name",
                "{\"shop\":\"a.example.com\",\"name\":\"n\"}; secrets",
                "{\"shop\":\"a.example.com\",\"name\":\"n\",\"secrets\":null}; secrets",
                "{\"shop\":\"a.example.com\",\"name\":\"n\",\"secrets\":\"12345678\"}; secrets",
                "{\"shop\":\"a.example.com\",\"name\":\"n\",\"secrets\":[]}; secrets",
                "{\"shop\":\"a.example.com\",\"name\":\"n\",\"secrets\":[\"1234567\"]}; secrets[0]",
                "{\"shop\":\"a.example.com\",\"name\":\"n\",\"secrets\":[\"12345678\",12345678]}; secrets[1]",
                "{\"shop\":\"a.example.com\",\"name\":\"n\",\"secrets\":[\"12345678\",\"12345678\"]}; secrets",
                "{\"shop\":\"a.example.com\",\"name\":\"n\",\"secrets\":[\"1234567\\n8\"]}; secrets[0]",
                "{\"shop\":\"a.example.com\",\"name\":\"\\ud800\",\"secrets\":[\"12345678\"]}; name",
                "{\"shop\":\"a.example.com\",\"name\":\"n\",\"secrets\":[\"12345678\"],\"role\":\"admin\"}; role"
            })
    void what_is_wrong_with_a_registration_is_named(String json, String parameter) {
        Answer answer = gateway.as(ADMIN_EMAIL, "POST", SHOPS, json).isWrongParameter(parameter);

        assertThat(answer.body()).doesNotContain("1234567");
    }

    @Test
    void six_secrets_and_a_secret_of_256_characters_are_too_much() {
        create(SHOP, List.of("secret-1", "secret-2", "secret-3", "secret-4", "secret-5", "secret-6"))
                .isWrongParameter("secrets");
        create(SHOP, List.of("x".repeat(256))).isWrongParameter("secrets[0]");
        create(SHOP, List.of("x".repeat(255))).is(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void only_json_is_read(String type) {
        gateway.send(
                        "POST",
                        SHOPS,
                        "shop=a",
                        "Content-Type",
                        type,
                        "Authorization",
                        "Bearer " + gateway.token(ADMIN_EMAIL))
                .isProblem(415, "unsupported-media-type");
    }

    @Test
    void a_broken_body_is_told_from_a_wrong_one_and_a_huge_one_is_not_read() {
        gateway.as(ADMIN_EMAIL, "POST", SHOPS, "{\"shop\":").isProblem(400, "malformed-request");
        gateway.as(ADMIN_EMAIL, "POST", SHOPS, "[".repeat(10_000)).isProblem(400, "malformed-request");
        gateway.as(ADMIN_EMAIL, "POST", SHOPS, "\"" + "x".repeat(70_000) + "\"").isProblem(413, "body-too-large");
        gateway.as(ADMIN_EMAIL, "PATCH", SHOPS + '/' + SHOP, "null").isProblem(400, "malformed-request");
    }
}
