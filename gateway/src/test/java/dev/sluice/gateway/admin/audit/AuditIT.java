package dev.sluice.gateway.admin.audit;

import static dev.sluice.gateway.testing.AdminGateway.ADMIN_EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditIT {
    private static final String AUDIT = "/api/v1/admin/audit";
    private static final String SHOPS = "/api/v1/admin/shops";
    private static final String SHOP = "audited.example.com";

    private final AdminGateway gateway = AdminGateway.get();

    @BeforeEach
    void clear() {
        gateway.database().run("DELETE FROM shop_secrets");
        gateway.database().run("DELETE FROM shops");
        gateway.database().run("TRUNCATE audit_log");
    }

    private Answer admin(String method, String target, Object json) {
        return gateway.as(ADMIN_EMAIL, method, target, JsonMapper.shared().writeValueAsString(json));
    }

    private void entry(String at, String actor, String action, String target) {
        gateway.database().run("""
                        INSERT INTO audit_log (at, actor, action, target, shop, detail, request_id)
                        VALUES (?::timestamptz, ?, ?, ?, ?, '{}', 'r')
                        """, at, actor, action, target, target);
    }

    @Test
    void changes_of_shops_are_audited_with_who_and_when_and_without_their_secrets() {
        Answer created = admin("POST", SHOPS, Map.of("shop", SHOP, "name", "Name", "secrets", List.of("the-secret-1")));
        admin("PATCH", SHOPS + '/' + SHOP, Map.of("name", "Other", "add_secrets", List.of("the-secret-2")))
                .is(200);

        Answer answer = gateway.get(AUDIT).is(200);
        assertThat(answer.data("action")).containsExactly("shop.change", "shop.register");
        assertThat(answer.data("actor")).containsOnly(ADMIN_EMAIL);
        assertThat(answer.data("target")).containsOnly(SHOP);
        JsonNode change = answer.json().get("data").get(0);
        assertThat(change.get("detail").get("name").asString()).isEqualTo("Other");
        assertThat(change.get("detail").get("added_secrets").asInt()).isEqualTo(1);
        assertThat(answer.data("request_id").get(1)).isEqualTo(created.header("X-Request-Id"));
        assertThat(answer.body()).doesNotContain("the-secret");
    }

    @Test
    void a_change_that_was_refused_leaves_no_entry() {
        admin("POST", SHOPS, Map.of("shop", SHOP, "name", "Name", "secrets", List.of("the-secret-1")))
                .is(201);
        gateway.database().run("TRUNCATE audit_log");

        admin("POST", SHOPS, Map.of("shop", SHOP, "name", "Name", "secrets", List.of("the-secret-1")))
                .is(409);
        admin("PATCH", SHOPS + '/' + SHOP, Map.of("remove_secrets", List.of("999999")))
                .is(400);
        admin("PATCH", SHOPS + "/nobody.example.com", Map.of("name", "x")).is(404);

        assertThat(gateway.get(AUDIT).is(200).data("action")).isEmpty();
    }

    @Test
    void a_change_whose_entry_cannot_be_written_is_not_made() {
        gateway.database().run("ALTER TABLE audit_log ADD CONSTRAINT refuse_all CHECK (false) NOT VALID");
        try {
            admin("POST", SHOPS, Map.of("shop", SHOP, "name", "Name", "secrets", List.of("the-secret-1")))
                    .is(500);
        } finally {
            gateway.database().run("ALTER TABLE audit_log DROP CONSTRAINT refuse_all");
        }
        gateway.get(SHOPS + '/' + SHOP).is(404);
    }

    @Test
    void pages_go_from_new_to_old() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            entry("2026-03-01T10:00:0" + i / 3 + "Z", "a@example.com", "x.y", "t" + i);
            expected.add(0, "t" + i);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = gateway.get(AUDIT + "?limit=4" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            seen.addAll(page.is(200).data("target"));
            JsonNode next = page.json().get("page").get("next_cursor");
            cursor = next.isNull() ? "" : next.asString();
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(expected);
        gateway.get(AUDIT + "?actor=b&cursor=nonsense").isWrongParameter("cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "actor=a@example.com, t2 t1",
        "actor=a@example.com&action=x.y, t1",
        "target=t3, t3",
        "shop=t2, t2",
        "from=2026-03-02, t3",
        "to=2026-03-01, t2 t1",
        "action=nothing, ''"
    })
    void filters_select_and_combine(String query, String expected) {
        entry("2026-03-01T10:00:00Z", "a@example.com", "x.y", "t1");
        entry("2026-03-01T11:00:00Z", "a@example.com", "x.z", "t2");
        entry("2026-03-02T10:00:00Z", "b@example.com", "x.y", "t3");

        assertThat(String.join(" ", gateway.get(AUDIT + '?' + query).is(200).data("target")))
                .isEqualTo(expected);
    }

    @Test
    void nobody_changes_the_audit_log() {
        assertThat(gateway.as(ADMIN_EMAIL, "POST", AUDIT, "{}")
                        .isProblem(405, "method-not-allowed")
                        .header("Allow"))
                .isEqualTo("GET");
        gateway.send("GET", AUDIT, null).isProblem(401, "unauthenticated");
    }
}
