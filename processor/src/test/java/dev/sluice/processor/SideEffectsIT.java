package dev.sluice.processor;

import static dev.sluice.processor.RunningProcessor.SHOP;
import static dev.sluice.processor.RunningProcessor.delivery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import dev.sluice.local.testing.EventLoops;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What customers are told and what logistics is asked, from the log to the topics. Each test has orders of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SideEffectsIT {
    private static final List<String> TOPICS =
            List.of(LogTopics.TRANSITIONS, LogTopics.NOTIFICATIONS, LogTopics.SHIPMENT_REQUESTS);

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
    void each_kind_is_told_once_whatever_cycles_duplicates_and_redeliveries_come() {
        List<Event> life = new ArrayList<>();
        life.add(snapshot(201, "09:00", "pending", "null", "a"));
        life.add(snapshot(201, "09:10", "paid", "null", "b"));
        for (int cycle = 0; cycle < 5; cycle++) {
            life.add(snapshot(201, "09:2" + cycle, "paid", "fulfilled", "c" + cycle));
            life.add(snapshot(201, "09:3" + cycle, "paid", "null", "d" + cycle));
        }
        life.add(snapshot(201, "09:50", "paid", "fulfilled", "e"));
        processor.publish(life);
        processor.publish(life);
        processor.drain();

        assertThat(processor.number(
                        "SELECT count(*) FROM transitions WHERE order_id LIKE '%:201' AND to_state = 'shipped'"))
                .isGreaterThan(1);
        assertThat(told(201)).containsExactly("confirmed", "shipped");
    }

    @Test
    void an_event_that_was_received_a_day_after_it_occurred_tells_nobody_and_still_counts() {
        processor.publish(
                delivery("orders/paid", "202", "w-202", Bodies.order(202, "2026-02-28T09:59:59Z", "paid", "null")));
        processor.drain();

        assertThat(told(202)).isEmpty();
        assertThat(processor.rows("SELECT state FROM orders WHERE shopify_order_id = 202"))
                .containsExactly("confirmed");
        assertThat(requests(202)).containsExactly("requested");
    }

    @Test
    void a_notification_holds_the_order_and_the_kind_and_nothing_of_the_customer() {
        processor.publish(snapshot(203, "09:00", "paid", "null", "a"));
        processor.drain();

        assertThat(values(LogTopics.NOTIFICATIONS, 203))
                .containsExactly("{\"specversion\":\"1.0\",\"id\":\"first.example.com:203:confirmed\","
                        + "\"source\":\"/sluice/orders\",\"type\":\"dev.sluice.order.notification.v1\","
                        + "\"subject\":\"first.example.com:203\",\"time\":\"2026-03-01T09:00:00.000000Z\","
                        + "\"datacontenttype\":\"application/json\",\"data\":{\"shop\":\"first.example.com\","
                        + "\"order\":\"203\",\"kind\":\"confirmed\",\"occurred_at\":\"2026-03-01T09:00:00.000000Z\"}}");
    }

    @Test
    void a_confirmed_order_is_requested_once_with_its_lines() {
        processor.publish(
                snapshot(204, "09:00", "pending", "null", "a"),
                snapshot(204, "09:10", "paid", "null", "b"),
                snapshot(204, "09:20", "partially_refunded", "null", "c"));
        processor.drain();

        assertThat(values(LogTopics.SHIPMENT_REQUESTS, 204))
                .singleElement()
                .asString()
                .contains(
                        "\"id\":\"first.example.com:204:requested\"",
                        "\"reason\":\"paid\",\"sequence\":1",
                        "\"sku\": \"S-1\"",
                        "\"quantity\": 2",
                        "\"product_name\": \"Shirt")
                .doesNotContain("Ann", "a@example.com", "9.95");
    }

    @Test
    void a_request_is_withdrawn_with_the_order_and_in_that_order() {
        processor.publish(
                snapshot(205, "09:00", "paid", "null", "a"),
                delivery(
                        "orders/cancelled",
                        "205",
                        "w-205-b",
                        Bodies.order(205, "2026-03-01T09:10:00Z", "refunded", "null", "2026-03-01T09:10:00Z")));
        processor.drain();

        assertThat(requests(205)).containsExactly("requested", "withdrawn");
        assertThat(values(LogTopics.SHIPMENT_REQUESTS, 205)).hasSize(2);
        assertThat(values(LogTopics.SHIPMENT_REQUESTS, 205).get(1))
                .contains("\"action\":\"withdrawn\",\"reason\":\"refunded\",\"sequence\":2,\"lines\":[]");
    }

    @Test
    void an_order_that_the_shop_fulfils_is_not_requested_or_no_longer() {
        processor.publish(
                snapshot(206, "09:00", "paid", "fulfilled", "a"),
                snapshot(207, "09:00", "paid", "null", "a"),
                delivery(
                        "fulfillments/create",
                        "207",
                        "w-207-b",
                        Bodies.fulfillment(70, 207, "2026-03-01T09:30:00Z", "success", "null")));
        processor.drain();

        assertThat(requests(206)).isEmpty();
        assertThat(requests(207)).containsExactly("requested", "withdrawn");
    }

    @Test
    void what_logistics_has_sent_is_not_withdrawn_when_the_shop_shows_it_too() {
        processor.publish(
                snapshot(208, "09:00", "paid", "null", "a"),
                shipment(208, "shipped", "2026-03-01T09:20:00Z"),
                snapshot(208, "09:30", "paid", "fulfilled", "b"));
        processor.drain();

        assertThat(requests(208)).containsExactly("requested");
        assertThat(told(208)).containsExactly("confirmed", "shipped");
    }

    @Test
    void the_same_log_into_an_empty_database_gives_the_same_ids_of_everything() {
        List<Event> events = new ArrayList<>();
        for (int id = 300; id < 340; id++) {
            events.add(snapshot(id, "09:00", "pending", "null", "a"));
            events.add(snapshot(id, "09:0" + id % 10, id % 3 == 0 ? "pending" : "paid", "null", "b"));
            events.add(snapshot(id, "09:20", "paid", id % 4 == 0 ? "fulfilled" : "null", "c"));
            events.add(snapshot(id, "09:2" + id % 10, id % 5 == 0 ? "refunded" : "paid", "null", "d"));
        }
        processor.publish(events);
        processor.drain();
        List<List<String>> before = TOPICS.stream().map(this::values).toList();

        processor.startOverWithAnEmptyDatabase();
        processor.drain();

        for (int i = 0; i < TOPICS.size(); i++) {
            List<String> twice = new ArrayList<>(before.get(i));
            twice.addAll(before.get(i));
            assertThat(before.get(i)).isNotEmpty().doesNotHaveDuplicates();
            assertThat(values(TOPICS.get(i))).containsExactlyInAnyOrderElementsOf(twice);
        }
    }

    private static Event snapshot(int id, String time, String financial, String fulfillment, String webhook) {
        return delivery(
                "orders/updated",
                Integer.toString(id),
                "w-" + id + '-' + webhook,
                Bodies.order(id, "2026-03-01T" + time + ":00Z", financial, fulfillment));
    }

    private static Event shipment(int orderId, String status, String updatedAt) {
        String body = "{\"order_id\":\"%d\",\"shipment_id\":%d,\"status\":\"%s\",\"updated_at\":\"%s\"}"
                .formatted(orderId, orderId, status, updatedAt);
        return new Event(
                EventType.SHIPMENT,
                SHOP,
                Integer.toString(orderId),
                null,
                "s-" + orderId + status,
                null,
                null,
                Instant.parse("2026-03-01T10:00:00Z"),
                null,
                null,
                null,
                body.getBytes(UTF_8));
    }

    private List<String> told(int orderId) {
        return processor.rows(
                "SELECT kind FROM notifications WHERE order_id = '" + SHOP + ':' + orderId + "' ORDER BY position");
    }

    private List<String> requests(int orderId) {
        return processor.rows("SELECT action FROM shipment_requests WHERE order_id = '" + SHOP + ':' + orderId
                + "' ORDER BY sequence");
    }

    private List<String> values(String topic, int orderId) {
        return processor.published(topic).stream()
                .filter(record -> record.key().equals(SHOP + ':' + orderId))
                .map(ConsumerRecord::value)
                .toList();
    }

    private List<String> values(String topic) {
        return processor.published(topic).stream().map(ConsumerRecord::value).toList();
    }
}
