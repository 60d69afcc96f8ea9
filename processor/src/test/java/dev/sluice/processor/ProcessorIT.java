package dev.sluice.processor;

import static dev.sluice.processor.RunningProcessor.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.LogTopics;
import dev.sluice.local.testing.EventLoops;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of events, from the log to PostgreSQL. Each test has orders of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessorIT {
    private RunningProcessor processor;

    @BeforeAll
    void start() {
        processor = RunningProcessor.start();
    }

    @AfterAll
    void stop() {
        processor.close();
        assertThat(EventLoops.takeBlocking()).isEmpty();
    }

    @Test
    void a_snapshot_becomes_an_order_that_staff_can_list() {
        processor.publish(delivery(
                "orders/paid", "101", "w-101", Bodies.order(101, "2026-03-01T10:05:00+01:00", "paid", "null")));
        processor.drain();

        assertThat(processor.rows("""
                        SELECT shop, source, shopify_order_id, name, state, state_reason, financial_status, customer_id,
                          customer_name, customer_email, total_amount, currency, version, sequence, conflict, test,
                          created_at AT TIME ZONE 'UTC', updated_at AT TIME ZONE 'UTC'
                        FROM orders WHERE id = 'first.example.com:101'"""))
                .containsExactly(
                        "first.example.com|shopify|101|#101|confirmed|paid|paid|7|Ann Lee|a@example.com|19.90|EUR|"
                                + "1|1|f|f|2026-03-01 09:00:00|2026-03-01 09:05:00");
        assertThat(processor.rows("SELECT lines FROM orders WHERE id = 'first.example.com:101'"))
                .singleElement()
                .asString()
                .contains("\"sku\": \"S-1\"")
                .contains("\"quantity\": 2");
        assertThat(outcomes("w-101")).containsExactly("applied|null");
    }

    @Test
    void the_same_delivery_again_is_a_duplicate_and_changes_nothing() {
        Event event =
                delivery("orders/create", "102", "w-102", Bodies.order(102, "2026-03-01T10:05:00Z", "pending", "null"));
        processor.publish(event, event);
        processor.drain();
        processor.publish(event);
        processor.drain();

        assertThat(outcomes("w-102")).containsExactly("applied|null", "duplicate|null", "duplicate|null");
        assertThat(processor.rows("SELECT version FROM orders WHERE id = 'first.example.com:102'"))
                .containsExactly("1");
    }

    @Test
    void the_same_webhook_id_with_another_body_is_not_a_duplicate() {
        processor.publish(
                delivery(
                        "orders/updated", "103", "w-103", Bodies.order(103, "2026-03-01T10:05:00Z", "pending", "null")),
                delivery("orders/updated", "103", "w-103", Bodies.order(103, "2026-03-01T10:06:00Z", "paid", "null")));
        processor.drain();

        assertThat(outcomes("w-103")).containsExactly("applied|null", "applied|null");
    }

    @Test
    void an_older_snapshot_is_stale_and_the_same_body_under_a_new_id_too() {
        String newer = Bodies.order(104, "2026-03-01T12:00:00Z", "paid", "null");
        processor.publish(
                delivery("orders/paid", "104", "w-104-a", newer),
                delivery(
                        "orders/create",
                        "104",
                        "w-104-b",
                        Bodies.order(104, "2026-03-01T10:00:00Z", "pending", "null")),
                delivery("orders/updated", "104", "w-104-c", newer));
        processor.drain();

        assertThat(outcomes("w-104-a")).containsExactly("applied|null");
        assertThat(outcomes("w-104-b")).containsExactly("stale|null");
        assertThat(outcomes("w-104-c")).containsExactly("stale|null");
    }

    @Test
    void partial_events_wait_for_their_order_and_are_applied_or_stale_with_its_first_snapshot() {
        processor.publish(
                delivery(
                        "fulfillments/create",
                        "105",
                        "w-105-a",
                        Bodies.fulfillment(1, 105, "2026-03-01T11:00:00Z", "success", "null")),
                delivery(
                        "fulfillments/update",
                        "105",
                        "w-105-b",
                        Bodies.fulfillment(1, 105, "2026-03-01T11:30:00Z", "success", "delivered")));
        processor.drain();
        assertThat(outcomes("w-105-a")).containsExactly("parked|no-order-yet");
        assertThat(processor.number("SELECT count(*) FROM unapplied_events WHERE order_id = 'first.example.com:105'"))
                .isEqualTo(2);

        processor.publish(
                // One more in the very batch that may bring the order.
                delivery(
                        "fulfillments/update",
                        "105",
                        "w-105-c",
                        Bodies.fulfillment(1, 105, "2026-03-01T11:20:00Z", "success", "in_transit")),
                delivery(
                        "orders/fulfilled",
                        "105",
                        "w-105-d",
                        Bodies.order(105, "2026-03-01T11:00:01Z", "paid", "fulfilled")));
        processor.drain();

        assertThat(outcomes("w-105-a")).containsExactly("applied|null");
        assertThat(outcomes("w-105-b")).containsExactly("applied|null");
        assertThat(outcomes("w-105-c")).containsExactly("stale|null");
        assertThat(outcomes("w-105-d")).containsExactly("applied|null");
        assertThat(processor.rows("SELECT state, delivery_status FROM orders WHERE id = 'first.example.com:105'"))
                .containsExactly("delivered|delivered");
        assertThat(processor.number("SELECT count(*) FROM unapplied_events WHERE order_id = 'first.example.com:105'"))
                .isZero();
        assertThat(processor.ledgerBalances()).isTrue();
    }

    @Test
    void what_cannot_be_read_is_quarantined_with_its_reason_and_its_neighbours_apply() {
        processor.publish(
                delivery(
                        "orders/create",
                        "106",
                        "w-106-a",
                        Bodies.order(106, "2026-03-01T10:00:00Z", "pending", "null")),
                delivery("orders/updated", "106", "w-106-b", "{\"id\":106,"),
                delivery("orders/updated", "106", "w-106-c", "{\"id\":999,\"updated_at\":\"2026-03-01T10:00:00Z\"}"),
                delivery("orders/updated", "106", "w-106-d", "{\"id\":106,\"order_id\":106}"),
                delivery("orders/paid", "106", "w-106-e", Bodies.order(106, "2026-03-01T10:09:00Z", "paid", "null")));
        processor.drain();

        assertThat(outcomes("w-106-b")).containsExactly("quarantined|not-json");
        assertThat(outcomes("w-106-c")).containsExactly("quarantined|wrong-key");
        assertThat(outcomes("w-106-d")).containsExactly("quarantined|wrong-shape");
        assertThat(outcomes("w-106-e")).containsExactly("applied|null");
        assertThat(processor.rows(
                        "SELECT convert_from(body, 'UTF8') FROM unapplied_events WHERE webhook_id = 'w-106-b'"))
                .containsExactly("{\"id\":106,");
    }

    @Test
    void a_record_that_is_not_sluices_own_is_quarantined_and_not_lost() {
        processor.publishRaw(LogTopics.ORDER_EVENTS, "whatever", new byte[] {1, 2, 3});
        processor.publishRaw(LogTopics.QUARANTINE, null, new byte[0]);
        processor.drain();

        assertThat(processor.rows("SELECT outcome, reason FROM outcomes WHERE shop = 'unknown'"))
                .containsExactly("quarantined|bad-headers", "quarantined|bad-headers");
        assertThat(processor.ledgerBalances()).isTrue();
    }

    @Test
    void a_topic_without_use_is_ignored() {
        processor.publish(
                delivery("products/update", null, "w-107-a", "{\"id\":5}"),
                delivery("orders/risk_assessment_changed", "107", "w-107-b", "{\"order_id\":107}"));
        processor.drain();

        assertThat(outcomes("w-107-a")).containsExactly("ignored|null");
        assertThat(outcomes("w-107-b")).containsExactly("ignored|null");
    }

    @Test
    void a_deletion_holds_whatever_comes_later_and_needs_no_order() {
        processor.publish(delivery("orders/delete", "108", "w-108-a", "{\"id\":108}"));
        processor.drain();
        assertThat(processor.rows(
                        "SELECT state, deleted_at IS NOT NULL FROM orders WHERE id = 'first.example.com:108'"))
                .containsExactly("pending|t");

        processor.publish(
                delivery("orders/paid", "108", "w-108-b", Bodies.order(108, "2026-03-01T10:09:00Z", "paid", "null")));
        processor.drain();
        assertThat(processor.rows(
                        "SELECT state, deleted_at IS NOT NULL FROM orders WHERE id = 'first.example.com:108'"))
                .containsExactly("confirmed|t");
    }

    @Test
    void the_same_order_id_under_two_shops_is_two_orders() {
        processor.publish(
                delivery("orders/create", "109", "w-109", Bodies.order(109, "2026-03-01T10:00:00Z", "pending", "null")),
                delivery(
                        "second.example.com",
                        "orders/paid",
                        "109",
                        "w-109",
                        Bodies.order(109, "2026-03-01T11:00:00Z", "paid", "null")));
        processor.drain();

        assertThat(processor.rows("SELECT id, state FROM orders WHERE shopify_order_id = 109 ORDER BY id"))
                .containsExactly("first.example.com:109|pending", "second.example.com:109|confirmed");
    }

    @Test
    void a_poisonous_event_becomes_a_dead_letter_and_its_neighbours_apply() {
        processor.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN RAISE EXCEPTION ''refused'' USING ERRCODE = ''22000''; END';
                CREATE TRIGGER refuse BEFORE INSERT ON orders FOR EACH ROW WHEN (NEW.name = '#1113') EXECUTE FUNCTION refuse();
                """);
        List<Event> events = new ArrayList<>();
        for (int i = 1110; i < 1117; i++) {
            events.add(delivery(
                    "orders/create", "" + i, "w-" + i, Bodies.order(i, "2026-03-01T10:00:00Z", "paid", "null")));
        }
        processor.publish(events);
        processor.drain();

        assertThat(outcomes("w-1113")).containsExactly("dead-lettered|refused-by-database");
        assertThat(processor.number("SELECT count(*) FROM orders WHERE shopify_order_id BETWEEN 1110 AND 1116"))
                .isEqualTo(6);
        assertThat(
                        processor.number(
                                "SELECT count(*) FROM unapplied_events WHERE outcome = 'dead-lettered' AND webhook_id = 'w-1113'"))
                .isEqualTo(1);
        assertThat(processor.ledgerBalances()).isTrue();
    }

    @Test
    void each_transition_is_published_once_and_in_order_with_a_gap_free_sequence() {
        processor.publish(
                delivery(
                        "orders/create",
                        "120",
                        "w-120-a",
                        Bodies.order(120, "2026-03-01T10:00:00Z", "pending", "null")),
                delivery("orders/paid", "120", "w-120-b", Bodies.order(120, "2026-03-01T10:01:00Z", "paid", "null")),
                delivery(
                        "orders/fulfilled",
                        "120",
                        "w-120-c",
                        Bodies.order(120, "2026-03-01T10:02:00Z", "paid", "fulfilled")),
                delivery(
                        "orders/updated",
                        "120",
                        "w-120-d",
                        Bodies.order(120, "2026-03-01T10:03:00Z", "refunded", "fulfilled")));
        processor.drain();

        List<String> values = processor.publishedTransitions().stream()
                .filter(record -> record.key().equals("first.example.com:120"))
                .map(record -> record.value())
                .toList();
        assertThat(values).hasSize(4);
        assertThat(values.get(0))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"first.example.com:120:1\",\"source\":\"/sluice/orders\","
                        + "\"type\":\"dev.sluice.order.transition.v1\",\"subject\":\"first.example.com:120\","
                        + "\"time\":\"2026-03-01T10:01:00.000000Z\",\"datacontenttype\":\"application/json\","
                        + "\"data\":{\"shop\":\"first.example.com\",\"order\":\"120\",\"from\":\"pending\",\"to\":\"confirmed\","
                        + "\"reason\":\"paid\",\"inferred\":false,\"sequence\":1,"
                        + "\"occurred_at\":\"2026-03-01T10:01:00.000000Z\"}}");
        assertThat(values.get(1)).contains("\"sequence\":2", "\"to\":\"processing\"", "\"inferred\":true");
        assertThat(values.get(2)).contains("\"sequence\":3", "\"to\":\"shipped\"", "\"inferred\":false");
        assertThat(values.get(3)).contains("\"sequence\":4", "\"to\":\"refunded\"");
    }

    /** Outcome and reason of all records of a delivery, in log order. */
    private List<String> outcomes(String webhookId) {
        return processor.rows("SELECT outcome, reason FROM outcomes WHERE webhook_id = '" + webhookId
                + "' AND shop = 'first.example.com' ORDER BY partition, log_offset");
    }
}
