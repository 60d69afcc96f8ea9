package dev.sluice.gateway.admin.compliance;

import static dev.sluice.gateway.testing.AdminGateway.ADMIN_EMAIL;
import static dev.sluice.gateway.testing.AdminGateway.OPERATOR_EMAIL;
import static dev.sluice.gateway.testing.AdminGateway.VIEWER_EMAIL;
import static dev.sluice.gateway.testing.AdminGateway.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.Orders;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComplianceIT {
    private static final String REQUESTS = "/api/v1/admin/compliance";
    private static final String SHOP = "a.example.com";

    private final AdminGateway gateway = AdminGateway.get();
    private final Orders orders = new Orders(gateway.database());

    @BeforeEach
    void clear() {
        orders.clear();
        gateway.database()
                .run("TRUNCATE compliance_requests, redactions, redacted_orders, redaction_positions, audit_log");
    }

    private void addRequest(long offset, String topic, String customerId, String orderIds) {
        gateway.database()
                .run(
                        "INSERT INTO compliance_requests (log_id, partition, log_offset, shop, topic, customer_id, order_ids,"
                                + " received_at) VALUES (1, 3, ?, ?, ?, nullif(?, ''), string_to_array(?, ','),"
                                + " timestamptz '2026-03-01T00:00:00Z' + ? * interval '1 minute')",
                        offset,
                        SHOP,
                        topic,
                        customerId,
                        orderIds,
                        offset / 2);
    }

    private void addRedaction(long offset, String topic, String customerId) {
        addRequest(offset, topic, customerId, "");
        gateway.database()
                .run(
                        "INSERT INTO redactions (log_id, partition, log_offset, topic, shop, customer_id, requested_at)"
                                + " VALUES (1, 3, ?, ?, ?, nullif(?, ''), '2026-03-01T00:00:00Z')",
                        offset,
                        topic,
                        SHOP,
                        customerId);
    }

    private void addOrder(String shop, long id, String customerId) {
        orders.add(shop, id, "confirmed", "2026-03-01T00:00:00Z");
        gateway.database()
                .run(
                        "UPDATE orders SET customer_id = nullif(?, ''), customer_name = 'Ann', customer_email = 'ann@example.com'"
                                + " WHERE id = ?",
                        customerId,
                        shop + ':' + id);
    }

    private Answer data(String query) {
        return gateway.as(ADMIN_EMAIL, "GET", REQUESTS + "/1-3-10/data" + query, null);
    }

    @Test
    void a_request_shows_whom_it_is_about_until_when_and_how_far_it_is() {
        addRedaction(10, "customers/redact", "77");

        assertThat(gateway.get(REQUESTS + "/1-3-10").is(200).json())
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"id": "1-3-10", "kind": "customers/redact", "shop": "a.example.com", "state": "open",
                         "customer_id": "77", "orders": 0, "requested_at": "2026-03-01T00:05:00.000000Z",
                         "due_at": "2026-03-31T00:05:00.000000Z", "applied_at": null, "completed_at": null,
                         "done_by": null}
                        """));

        gateway.database().run("UPDATE redactions SET stage = 'erased', applied_at = '2026-03-01T00:06:00Z'");
        JsonNode applied = gateway.get(REQUESTS + "/1-3-10").json();
        assertThat(applied.get("state").asString()).isEqualTo("applied");
        assertThat(applied.get("applied_at").asString()).isEqualTo("2026-03-01T00:06:00.000000Z");

        gateway.database().run("UPDATE redactions SET completed_at = '2026-03-08T00:06:00Z'");
        JsonNode completed = gateway.get(REQUESTS + "/1-3-10").json();
        assertThat(completed.get("state").asString()).isEqualTo("completed");
        assertThat(completed.get("completed_at").asString()).isEqualTo("2026-03-08T00:06:00.000000Z");
    }

    @Test
    void requests_are_listed_the_newest_first_page_by_page_and_by_filter() {
        addRequest(10, "customers/data_request", "77", "");
        addRequest(11, "customers/data_request", "78", "");
        addRedaction(12, "shop/redact", "");
        addRequest(13, "app/uninstalled", "", "");
        addRedaction(14, "customers/redact", "79");

        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 5; page++) {
            Answer answer = gateway.get(REQUESTS + "?limit=1" + cursor).is(200);
            seen.addAll(answer.data("id"));
            cursor = "&cursor=" + answer.json().get("page").get("next_cursor").asString();
        }
        assertThat(seen).containsExactly("1-3-14", "1-3-12", "1-3-13", "1-3-10", "1-3-11");
        assertThat(gateway.get(REQUESTS + "?kind=" + encoded("customers/data_request"))
                        .data("id"))
                .containsExactly("1-3-10", "1-3-11");
        assertThat(gateway.get(REQUESTS + "?open=true&shop=" + SHOP).data("id"))
                .containsExactly("1-3-14", "1-3-12", "1-3-10", "1-3-11");
        assertThat(gateway.get(REQUESTS + "?shop=b.example.com").data("id")).isEmpty();
        gateway.get(REQUESTS + "?open=true" + cursor).isWrongParameter("cursor");
    }

    @ParameterizedTest
    @CsvSource({"kind=orders/paid, kind", "open=yes, open", "limit=0, limit", "page=2, page", "cursor=x, cursor"})
    void a_wrong_parameter_is_named(String query, String parameter) {
        gateway.get(REQUESTS + '?' + query).isWrongParameter(parameter);
    }

    @Test
    void the_data_is_all_orders_of_the_customer_and_those_that_the_request_names_and_no_others() {
        addRequest(10, "customers/data_request", "77", SHOP + ":4," + SHOP + ":99");
        addOrder(SHOP, 1, "77");
        addOrder(SHOP, 2, "78");
        addOrder(SHOP, 3, "77");
        addOrder(SHOP, 4, "");
        addOrder("b.example.com", 5, "77");

        Answer first = data("?limit=2").is(200);
        assertThat(first.data("id")).containsExactly(SHOP + ":1", SHOP + ":3");
        assertThat(first.json().get("data").get(0).get("customer").get("email").asString())
                .isEqualTo("ann@example.com");
        String cursor = first.json().get("page").get("next_cursor").asString();
        Answer second = data("?limit=2&cursor=" + cursor).is(200);
        assertThat(second.data("id")).containsExactly(SHOP + ":4");
        assertThat(second.json().get("page").get("has_more").asBoolean()).isFalse();
        assertThat(second.header("Cache-Control")).contains("no-store");
        data("?cursor=nonsense").isWrongParameter("cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {VIEWER_EMAIL, OPERATOR_EMAIL})
    void only_admins_see_the_data_and_say_that_it_was_handed_over(String email) {
        addRequest(10, "customers/data_request", "77", "");

        gateway.as(email, "GET", REQUESTS + "/1-3-10/data", null).isProblem(403, "forbidden");
        gateway.as(email, "POST", REQUESTS + "/1-3-10/done", null).isProblem(403, "forbidden");
        gateway.as(email, "GET", REQUESTS + "/1-3-10", null).is(200);
        gateway.send("GET", REQUESTS + "/1-3-10/data", null).isProblem(401, "unauthenticated");
    }

    @Test
    void what_was_handed_over_is_done_and_forgets_the_customer() {
        addRequest(10, "customers/data_request", "77", "");
        addOrder(SHOP, 1, "77");

        JsonNode done = gateway.as(ADMIN_EMAIL, "POST", REQUESTS + "/1-3-10/done", null)
                .is(200)
                .json();

        assertThat(done.get("state").asString()).isEqualTo("completed");
        assertThat(done.get("done_by").asString()).isEqualTo(ADMIN_EMAIL);
        assertThat(done.get("customer_id").isNull()).isTrue();
        data("").isProblem(409, "conflict");
        assertThat(gateway.as(ADMIN_EMAIL, "POST", REQUESTS + "/1-3-10/done", null)
                        .is(200)
                        .json())
                .isEqualTo(done);
    }

    @Test
    void who_looked_at_a_customers_data_and_who_handed_it_over_is_on_record_once_each() {
        addRequest(10, "customers/data_request", "77", "");

        data("").is(200);
        gateway.as(ADMIN_EMAIL, "POST", REQUESTS + "/1-3-10/done", null).is(200);
        gateway.as(ADMIN_EMAIL, "POST", REQUESTS + "/1-3-10/done", null).is(200);

        JsonNode entries = gateway.as(ADMIN_EMAIL, "GET", "/api/v1/admin/audit?target=1-3-10", null)
                .is(200)
                .json()
                .get("data");
        assertThat(entries.findValuesAsString("action")).containsExactly("compliance.done", "compliance.read");
        assertThat(entries.findValuesAsString("actor")).containsOnly(ADMIN_EMAIL);
        assertThat(entries.toString()).doesNotContain("77");
    }

    @Test
    void a_redaction_is_not_done_by_hand_and_has_no_data() {
        addRedaction(10, "customers/redact", "77");

        gateway.as(ADMIN_EMAIL, "POST", REQUESTS + "/1-3-10/done", null).isProblem(409, "conflict");
        data("").isProblem(409, "conflict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-3-11", "x", "1-3", "99999-1-1", "1-3-10-4", "-1-3-10", "1-3-9999999999999999999"})
    void a_request_that_is_not_there_is_not_found(String id) {
        gateway.get(REQUESTS + '/' + id).isProblem(404, "not-found");
        gateway.as(ADMIN_EMAIL, "GET", REQUESTS + '/' + id + "/data", null).isProblem(404, "not-found");
        gateway.as(ADMIN_EMAIL, "POST", REQUESTS + '/' + id + "/done", null).isProblem(404, "not-found");
    }
}
