package dev.sluice.gateway.admin.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Orders;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrderDetailIT {
    private static final String ORDERS = "/api/v1/admin/orders/";

    private final AdminGateway gateway = AdminGateway.get();
    private final Orders orders = new Orders(gateway.database());

    @BeforeEach
    void clear() {
        orders.clear();
    }

    private void addFullOrder() {
        gateway.database().run("""
                        INSERT INTO orders VALUES (
                            'a.example.com:9223372036854775807', 'a.example.com', 'shopify', 9223372036854775807, '#1001',
                            'delivered', 'delivered', false, false, 'paid', 'fulfilled', 'delivered', NULL, NULL,
                            '77', 'Ann "the" Buyer', 'ann@example.com',
                            '[{"sku": "S-1", "product_name": "Shirt", "quantity": 2, "price": "10.50"}]',
                            21.00, 'EUR', '2026-03-01 10:00:00+01', '2026-03-02 00:00:00.5Z', '2026-03-02 00:00:01Z',
                            '2026-03-02 00:00:01.250001Z', 5, 4, '')
                        """);
    }

    private static List<String> texts(JsonNode list, String property) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(element -> element.get(property).asString())
                .toList();
    }

    private void addOutcome(int n, String outcome) {
        gateway.database().run("""
                        INSERT INTO outcomes (log_id, partition, log_offset, applied_on, outcome, reason, type, shop,
                                              order_id, topic, webhook_id, triggered_at, received_at, applied_at)
                        VALUES (1, 3, ?, '2026-03-02', ?, 'because', 'shopify', 'a.example.com', 'a.example.com:1',
                                'orders/paid', ?, '2026-03-02T00:00:00Z', '2026-03-02T00:00:01Z',
                                timestamptz '2026-03-02T00:00:02Z' + ? * interval '1 second')
                        """, n, outcome, "w-" + n, n);
    }

    @Test
    void an_order_is_shown_with_every_field_of_the_contract_and_no_other() {
        addFullOrder();

        assertThat(gateway.get(ORDERS + "a.example.com%3A9223372036854775807")
                        .is(200)
                        .json())
                .isEqualTo(JsonMapper.shared().readTree("""
                                        {"id": "a.example.com:9223372036854775807", "source": "shopify",
                                         "shop": "a.example.com", "shopify_order_id": "9223372036854775807",
                                         "name": "#1001", "state": "delivered", "state_reason": "delivered",
                                         "conflict": false, "clash": false, "financial_status": "paid",
                                         "fulfillment_status": "fulfilled", "delivery_status": "delivered",
                                         "cancelled_at": null, "deleted_at": null,
                                         "customer": {"id": "77", "name": "Ann \\"the\\" Buyer",
                                                      "email": "ann@example.com"},
                                         "lines": [{"sku": "S-1", "product_name": "Shirt", "quantity": 2,
                                                    "price": "10.50"}],
                                         "total_amount": "21.00", "currency": "EUR",
                                         "created_at": "2026-03-01T09:00:00.000000Z",
                                         "updated_at": "2026-03-02T00:00:00.500000Z",
                                         "received_at": "2026-03-02T00:00:01.000000Z",
                                         "processed_at": "2026-03-02T00:00:01.250001Z",
                                         "processing_ms": 250, "version": 5}
                                        """));
    }

    @Test
    void an_order_looks_the_same_in_the_listing_and_with_its_colon_not_encoded() {
        addFullOrder();

        assertThat(gateway.get("/api/v1/admin/orders").json().get("data").get(0))
                .isEqualTo(gateway.get(ORDERS + "a.example.com:9223372036854775807")
                        .json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example.com%3A2", "a.example.com", "nonsense", "%27%20OR%201%3D1%20--", "%F0%9F%9A%80"})
    void an_order_that_is_not_there_is_not_found(String id) {
        orders.add("a.example.com", 1, "pending", "2026-01-01T00:00:00Z");

        gateway.get(ORDERS + id).isProblem(404, "not-found");
        gateway.get(ORDERS + id + "/timeline").isProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%2Fb", "%25"})
    void an_id_that_cannot_be_one_is_refused_and_never_an_error_of_ours(String id) {
        assertThat(gateway.get(ORDERS + id).status()).isIn(400, 404);
        assertThat(gateway.get(ORDERS + id + "/timeline").status()).isIn(400, 404);
    }

    @Test
    void the_timeline_has_every_delivery_and_every_transition_oldest_first() {
        orders.add("a.example.com", 1, "confirmed", "2026-03-01T00:00:00Z");
        addOutcome(2, "duplicate");
        addOutcome(1, "applied");
        gateway.database().run("""
                        INSERT INTO transitions
                            (order_id, sequence, from_state, to_state, reason, inferred, occurred_at, recorded_at, published_at)
                        VALUES ('a.example.com:1', 1, 'pending', 'confirmed', 'paid', false,
                                '2026-03-02T00:00:00Z', '2026-03-02T00:00:02Z', NULL)
                        """);

        JsonNode timeline =
                gateway.get(ORDERS + "a.example.com%3A1/timeline").is(200).json();

        assertThat(timeline).isEqualTo(JsonMapper.shared().readTree("""
                                        {"deliveries": [
                                           {"webhook_id": "w-1", "topic": "orders/paid", "outcome": "applied",
                                            "reason": "because", "triggered_at": "2026-03-02T00:00:00.000000Z",
                                            "received_at": "2026-03-02T00:00:01.000000Z",
                                            "applied_at": "2026-03-02T00:00:03.000000Z", "partition": 3, "offset": 1},
                                           {"webhook_id": "w-2", "topic": "orders/paid", "outcome": "duplicate",
                                            "reason": "because", "triggered_at": "2026-03-02T00:00:00.000000Z",
                                            "received_at": "2026-03-02T00:00:01.000000Z",
                                            "applied_at": "2026-03-02T00:00:04.000000Z", "partition": 3, "offset": 2}],
                                         "transitions": [
                                           {"sequence": 1, "from": "pending", "to": "confirmed", "reason": "paid",
                                            "inferred": false, "occurred_at": "2026-03-02T00:00:00.000000Z",
                                            "published_at": null}],
                                         "truncated": false}
                                        """));
    }

    @Test
    void an_order_that_only_a_parked_event_speaks_of_has_a_timeline() {
        addOutcome(1, "parked");

        JsonNode timeline =
                gateway.get(ORDERS + "a.example.com%3A1/timeline").is(200).json();

        assertThat(texts(timeline.get("deliveries"), "outcome")).containsExactly("parked");
        gateway.get(ORDERS + "a.example.com%3A1").isProblem(404, "not-found");
    }

    @Test
    void of_very_many_deliveries_the_newest_thousand_are_shown_and_it_says_so() {
        gateway.database().run("""
                        INSERT INTO outcomes (log_id, partition, log_offset, applied_on, outcome, type, shop, order_id,
                                              webhook_id, received_at, applied_at)
                        SELECT 1, 3, i, '2026-03-02', 'stale', 'shopify', 'a.example.com', 'a.example.com:1', 'w-' || i,
                               '2026-03-02T00:00:00Z', '2026-03-02T00:00:00Z'
                        FROM generate_series(1, 1001) i
                        """);

        JsonNode timeline =
                gateway.get(ORDERS + "a.example.com%3A1/timeline").is(200).json();

        assertThat(timeline.get("truncated").asBoolean()).isTrue();
        assertThat(texts(timeline.get("deliveries"), "webhook_id"))
                .hasSize(1_000)
                .startsWith("w-2")
                .endsWith("w-1001");
    }
}
