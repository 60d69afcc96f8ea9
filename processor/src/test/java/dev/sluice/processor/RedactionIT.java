package dev.sluice.processor;

import static dev.sluice.processor.RunningProcessor.LONG;
import static dev.sluice.processor.RunningProcessor.SHOP;
import static dev.sluice.processor.RunningProcessor.delivery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Event;
import dev.sluice.local.testing.EventLoops;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.FactsCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

/** A redacted customer's data is gone from every table and does not come back. Each test has a customer of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedactionIT {
    private RunningProcessor processor;

    @BeforeAll
    void start() {
        processor = RunningProcessor.start();
    }

    @AfterAll
    void stop() {
        assertThat(processor.audit())
                .as("what the log still holds of the redacted is no disagreement")
                .isEmpty();
        processor.close();
        assertThat(EventLoops.takeBlocking()).isEmpty();
    }

    /** A person whose every trace contains one word. */
    private record Person(long id, String word) {

        String order(long orderId, String updatedAt, String financial) {
            return """
                    {"id":%1$d,"name":"#%1$d","created_at":"2026-03-01T10:00:00Z","updated_at":"%2$s",
                     "financial_status":"%3$s","currency":"EUR","total_price":"19.90","email":"%4$s@example.com",
                     "phone":"%4$s-555","note":"for %4$s","browser_ip":"%4$s",
                     "customer":{"id":%5$d,"first_name":"%4$s","last_name":"Person","email":"%4$s@example.com"},
                     "billing_address":{"name":"%4$s","address1":"1 %4$s Street"},
                     "line_items":[{"id":1,"sku":"S-1","name":"Shirt","quantity":2,"price":"9.95",
                       "properties":[{"name":"engraving","value":"%4$s"}]}],
                     "fulfillments":[{"id":%1$d,"status":"success","tracking_number":"%4$s-track",
                       "updated_at":"%2$s"}]}
                    """.formatted(orderId, updatedAt, financial, word, id);
        }

        String parcel(long parcelId, long orderId) {
            return """
                    {"id":%d,"order_id":%d,"status":"success","updated_at":"2026-03-01T11:00:00Z",
                     "shipment_status":"delivered","tracking_number":"%3$s-track","email":"%3$s@example.com",
                     "destination":{"first_name":"%3$s"}}
                    """.formatted(parcelId, orderId, word);
        }

        String redact(String shop, long... orders) {
            List<String> named = new ArrayList<>();
            for (long order : orders) {
                named.add(Long.toString(order));
            }
            return """
                    {"shop_id":1,"shop_domain":"%s","customer":{"id":%d,"email":"%s@example.com","phone":"%3$s-555"},
                     "orders_to_redact":[%s]}
                    """.formatted(shop, id, word, String.join(",", named));
        }
    }

    private static Event order(Person person, long id, String webhookId, String updatedAt, String financial) {
        return delivery("orders/updated", "" + id, webhookId, person.order(id, updatedAt, financial));
    }

    private void redact(Person person, String webhookId, long... orders) {
        processor.publish(delivery("customers/redact", null, webhookId, person.redact(SHOP, orders)));
        processor.drain();
        awaitApplied();
    }

    private void awaitApplied() {
        await().atMost(LONG)
                .until(() -> processor.number("SELECT count(*) FROM redactions WHERE applied_at IS NULL") == 0);
    }

    private String outcome(String webhookId) {
        return String.join(",", processor.rows("SELECT outcome FROM outcomes WHERE webhook_id = '" + webhookId + "'"));
    }

    @Test
    void a_redaction_erases_the_orders_it_names_and_all_of_the_customer_and_keeps_what_they_are() {
        Person person = new Person(7001, "alphonse");
        Person neighbour = new Person(7002, "neighbour");
        processor.publish(
                order(person, 201, "r-201", "2026-03-01T10:00:00Z", "paid"),
                order(person, 202, "r-202", "2026-03-01T10:00:00Z", "pending"),
                delivery("orders/updated", "203", "r-203", Bodies.order(203, "2026-03-01T10:00:00Z", "paid", "null")),
                order(neighbour, 204, "r-204", "2026-03-01T10:00:00Z", "paid"));
        processor.drain();
        assertThat(processor.holding("alphonse")).contains("orders.customer_email", "orders.facts");
        List<String> before = states(201, 202, 203);

        redact(person, "r-200", 201, 203);

        assertThat(processor.holding("alphonse")).isEmpty();
        assertThat(processor.rows("SELECT customer_id, customer_name, customer_email FROM orders"
                        + " WHERE shopify_order_id IN (201, 202, 203)"))
                .containsOnly("null|null|null");
        assertThat(states(201, 202, 203)).isEqualTo(before);
        assertThat(processor.rows("SELECT customer_id, customer_name FROM orders WHERE shopify_order_id = 204"))
                .containsExactly("7002|neighbour Person");
        assertThat(processor.rows("SELECT order_ids, body IS NULL FROM compliance_requests WHERE topic ="
                        + " 'customers/redact' AND '" + SHOP + ":201' = ANY (order_ids)"))
                .containsExactly("{" + SHOP + ":201," + SHOP + ":203}|t");
        assertThat(processor.ledgerBalances()).isTrue();
    }

    private List<String> states(long... orders) {
        List<String> states = new ArrayList<>();
        for (long order : orders) {
            states.addAll(
                    processor.rows("SELECT id, name, state, financial_status, version, sequence, lines, total_amount"
                            + " FROM orders WHERE shopify_order_id = " + order));
        }
        return states;
    }

    @Test
    void what_was_in_flight_is_applied_stripped_named_or_not() {
        Person person = new Person(7011, "benedicta");
        redact(person, "r-210", 211);

        processor.publish(
                order(person, 211, "r-211", "2026-03-01T10:00:00Z", "paid"),
                order(person, 212, "r-212", "2026-03-01T10:00:00Z", "paid"),
                // The same order with nothing to tell whose it is: it is redacted by its id by now.
                delivery("fulfillments/update", "212", "r-212-b", person.parcel(9212, 212)));
        processor.drain();

        assertThat(processor.holding("benedicta")).isEmpty();
        assertThat(processor.rows("SELECT state, customer_id FROM orders WHERE shopify_order_id IN (211, 212)"))
                .containsOnly("processing|null")
                .hasSize(2);
        assertThat(outcome("r-212-b")).isEqualTo("applied");
    }

    @Test
    void what_was_parked_is_stripped_and_still_applies_when_its_order_comes() {
        Person person = new Person(7021, "clothilde");
        processor.publish(
                delivery("fulfillments/update", "221", "r-221-p", person.parcel(9221, 221)),
                delivery("fulfillments/update", "222", "r-222-p", person.parcel(9222, 222)));
        processor.drain();
        assertThat(processor.holding("clothilde")).containsExactly("unapplied_events.body");

        redact(person, "r-220", 221);
        assertThat(processor.holding("clothilde")).isEmpty();

        processor.publish(
                order(person, 221, "r-221", "2026-03-01T10:00:00Z", "paid"),
                order(person, 222, "r-222", "2026-03-01T10:00:00Z", "paid"));
        processor.drain();

        assertThat(processor.holding("clothilde")).isEmpty();
        assertThat(outcome("r-221-p")).isEqualTo("applied");
        assertThat(processor.rows("SELECT outcome FROM outcomes WHERE webhook_id = 'r-222-p'"))
                .containsExactly("applied");
        assertThat(processor.number("SELECT count(*) FROM unapplied_events WHERE outcome = 'parked' AND order_id IN ('"
                        + SHOP + ":221', '" + SHOP + ":222')"))
                .isZero();
    }

    @Test
    void an_event_that_parks_after_the_request_is_stored_stripped() {
        Person person = new Person(7031, "dorothea");
        redact(person, "r-230", 231);

        processor.publish(delivery("fulfillments/update", "231", "r-231-p", person.parcel(9231, 231)));
        processor.drain();

        assertThat(processor.holding("dorothea")).isEmpty();
        assertThat(outcome("r-231-p")).isEqualTo("parked");
        assertThat(processor.rows(
                        "SELECT convert_from(body, 'UTF8') FROM unapplied_events WHERE webhook_id = 'r-231-p'"))
                .singleElement()
                .asString()
                .contains("\"order_id\":231", "delivered");
    }

    @Test
    void what_is_quarantined_or_a_dead_letter_is_erased_before_and_after_the_request() {
        Person person = new Person(7041, "ernestine");
        processor.execute("""
                CREATE FUNCTION refuse_241() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN RAISE EXCEPTION ''refused'' USING ERRCODE = ''22000''; END';
                CREATE TRIGGER refuse_241 BEFORE INSERT ON orders FOR EACH ROW WHEN (NEW.shopify_order_id = 241)
                  EXECUTE FUNCTION refuse_241();
                """);
        String broken = person.order(242, "2026-03-01T10:00:00Z", "paid").replace("\"id\":242,", "\"id\":242.5,");
        processor.publish(
                order(person, 241, "r-241", "2026-03-01T10:00:00Z", "paid"),
                delivery("orders/updated", "242", "r-242", broken),
                delivery("orders/updated", "243", "r-243", "{\"id\":243,\"email\":\"ernestine"));
        processor.drain();
        assertThat(outcome("r-241") + ',' + outcome("r-242") + ',' + outcome("r-243"))
                .isEqualTo("dead-lettered,quarantined,quarantined");

        redact(person, "r-240");
        assertThat(processor.holding("ernestine")).isEmpty();

        processor.publish(
                order(person, 241, "r-241-b", "2026-03-01T10:05:00Z", "paid"),
                delivery("orders/updated", "242", "r-242-b", broken + ' '));
        processor.drain();
        assertThat(outcome("r-241-b") + ',' + outcome("r-242-b")).isEqualTo("dead-lettered,quarantined");
        assertThat(processor.holding("ernestine")).isEmpty();
        assertThat(processor.rows("SELECT convert_from(body, 'UTF8') FROM unapplied_events WHERE webhook_id = 'r-241'"))
                .singleElement()
                .asString()
                .contains("\"financial_status\":\"paid\"", "\"sku\":\"S-1\"");
    }

    @Test
    void the_whole_log_again_brings_nothing_back() {
        Person person = new Person(7051, "friederike");
        List<Event> told = List.of(
                delivery("fulfillments/update", "251", "r-251-p", person.parcel(9251, 251)),
                order(person, 251, "r-251-a", "2026-03-01T10:00:00Z", "pending"),
                order(person, 251, "r-251-b", "2026-03-01T11:00:00Z", "paid"));
        processor.publish(told);
        processor.drain();
        redact(person, "r-250", 251);
        List<String> before =
                processor.rows("SELECT state, version, sequence, facts FROM orders WHERE shopify_order_id = 251");

        processor.publish(told.stream()
                .map(event -> delivery(
                        String.valueOf(event.topic()),
                        event.orderId(),
                        event.webhookId() + "-again",
                        new String(event.body(), UTF_8)))
                .toList());
        processor.drain();

        assertThat(processor.holding("friederike")).isEmpty();
        assertThat(outcome("r-251-p-again") + ',' + outcome("r-251-a-again") + ',' + outcome("r-251-b-again"))
                .isEqualTo("stale,stale,stale");
        assertThat(processor.rows("SELECT state, version, sequence, facts FROM orders WHERE shopify_order_id = 251"))
                .isEqualTo(before);
    }

    @Test
    void the_same_request_again_is_a_duplicate_and_another_one_for_the_same_customer_does_no_harm() {
        Person person = new Person(7061, "gwendolyn");
        processor.publish(order(person, 261, "r-261", "2026-03-01T10:00:00Z", "paid"));
        redact(person, "r-260", 261);
        redact(person, "r-260", 261);
        redact(person, "r-260-b", 261);

        assertThat(outcome("r-260")).isEqualTo("applied,duplicate");
        assertThat(outcome("r-260-b")).isEqualTo("applied");
        assertThat(processor.number("SELECT count(*) FROM redacted_orders WHERE order_id = '" + SHOP + ":261'"))
                .isEqualTo(1);
        assertThat(processor.holding("gwendolyn")).isEmpty();
    }

    @Test
    void it_is_completed_only_when_the_log_holds_nothing_that_was_in_it_and_then_the_customer_is_forgotten() {
        Person person = new Person(70_717_071, "hildegard");
        processor.publish(order(person, 271, "r-271", "2026-03-01T10:00:00Z", "paid"));
        redact(person, "r-270", 271);
        String mine = " FROM redactions r JOIN redacted_orders o ON o.redaction_id = r.id WHERE o.order_id = '" + SHOP
                + ":271'";
        assertThat(processor.rows("SELECT completed_at IS NULL, customer_id" + mine))
                .containsExactly("t|70717071");
        assertThat(processor.number(
                        "SELECT count(*) FROM redaction_positions WHERE redaction_id = (SELECT r.id" + mine + ")"))
                .isEqualTo(24);

        processor.dropLog();

        await().atMost(LONG)
                .until(() -> processor
                        .rows("SELECT completed_at IS NOT NULL, customer_id" + mine)
                        .equals(List.of("t|null")));
        assertThat(processor.holding("70717071")).isEmpty();
        // For good: the order is redacted by its id.
        processor.publish(order(person, 271, "r-271-b", "2026-03-01T12:00:00Z", "refunded"));
        processor.drain();
        assertThat(processor.rows("SELECT state FROM orders WHERE shopify_order_id = 271"))
                .containsExactly("refunded");
        assertThat(processor.holding("hildegard")).isEmpty();
    }

    @Test
    void a_batch_that_had_looked_before_the_request_was_committed_is_waited_for() throws SQLException {
        Person person = new Person(7081, "isolde");
        try (Connection batch = processor.connect()) {
            batch.setAutoCommit(false);
            try (Statement statement = batch.createStatement()) {
                // Its fence gave the batch a number; then it looked for redactions and found none.
                statement.execute("SELECT pg_current_xact_id()");
            }
            processor.publish(delivery("customers/redact", null, "r-280", person.redact(SHOP)));
            processor.drain();
            await().atMost(LONG)
                    .until(() -> processor.number("SELECT count(*) FROM redactions WHERE customer_id = '7081'"
                                    + " AND barrier IS NOT NULL")
                            == 1);
            await().during(Duration.ofMillis(500))
                    .atMost(LONG)
                    .until(() -> processor.number("SELECT count(*) FROM redactions WHERE customer_id = '7081'"
                                    + " AND applied_at IS NULL")
                            == 1);
            writeOrder(batch, person, 281);
            batch.commit();
        }
        awaitApplied();

        assertThat(processor.number("SELECT count(*) FROM orders WHERE shopify_order_id = 281"))
                .isEqualTo(1);
        assertThat(processor.holding("isolde")).isEmpty();
    }

    private static void writeOrder(Connection connection, Person person, long id) throws SQLException {
        byte[] facts = FactsCodec.encode(EventDecoder.decode(order(person, id, "w", "2026-03-01T10:00:00Z", "paid"))
                .facts());
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO orders (id, shop, source, shopify_order_id, state, customer_id, customer_name, created_at,
                  received_at, processed_at, version, sequence, facts)
                VALUES (?, ?, 'shopify', ?, 'confirmed', ?, ?, now(), now(), now(), 1, 0, ?)""")) {
            insert.setString(1, SHOP + ':' + id);
            insert.setString(2, SHOP);
            insert.setLong(3, id);
            insert.setString(4, Long.toString(person.id()));
            insert.setString(5, person.word());
            insert.setBytes(6, facts);
            insert.execute();
        }
    }

    @Test
    void a_request_in_the_middle_of_a_customers_events_leaves_nothing_of_them_wherever_they_are() {
        Person person = new Person(7091, "josephine");
        List<Event> events = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            for (long id = 2900; id < 2930; id++) {
                events.add(order(
                        person,
                        id,
                        "r-" + id + '-' + round,
                        "2026-03-01T10:0" + round + ":00Z",
                        round < 3 ? "pending" : "paid"));
                events.add(delivery(
                        "fulfillments/update", "" + id, "r-" + id + "-p" + round, person.parcel(id * 10 + round, id)));
            }
            if (round == 2) {
                events.add(delivery("customers/redact", null, "r-290", person.redact(SHOP, 2900, 2901)));
            }
        }
        processor.publish(events);
        processor.drain();
        awaitApplied();

        assertThat(processor.holding("josephine")).isEmpty();
        assertThat(processor.rows("SELECT DISTINCT state FROM orders WHERE shopify_order_id BETWEEN 2900 AND 2929"))
                .containsExactly("processing");
        assertThat(processor.ledgerBalances()).isTrue();
    }

    @Test
    void a_whole_shop_is_redacted_and_its_orders_states_and_sums_stay() {
        String shop = "leaving.example.com";
        Person person = new Person(7101, "kunigunde");
        processor.execute("INSERT INTO shops (shop, name) VALUES ('" + shop + "', 'kunigunde bakes')");
        List<Event> events = new ArrayList<>();
        for (long id = 301; id <= 308; id++) {
            events.add(delivery(
                    shop, "orders/paid", "" + id, "r-" + id, person.order(id, "2026-03-01T10:00:00Z", "paid")));
        }
        events.add(delivery(shop, "fulfillments/update", "309", "r-309", person.parcel(9309, 309)));
        processor.publish(events);
        processor.drain();
        long applied = eventsOf(shop, "applied");
        long parked = eventsOf(shop, "parked");

        processor.publish(
                delivery(shop, "shop/redact", null, "r-300", "{\"shop_id\":1,\"shop_domain\":\"" + shop + "\"}"));
        processor.drain();
        awaitApplied();

        assertThat(processor.holding("kunigunde")).isEmpty();
        assertThat(processor.rows("SELECT name, uninstalled_at FROM shops WHERE shop = '" + shop + '\''))
                .containsExactly(shop + "|null");
        assertThat(processor.rows("SELECT count(*), min(state) FROM orders WHERE shop = '" + shop + '\''))
                .containsExactly("8|processing");
        assertThat(eventsOf(shop, "applied")).as("with the request itself").isEqualTo(applied + 1);
        assertThat(eventsOf(shop, "parked")).isEqualTo(parked);
        assertThat(processor.ledgerBalances()).isTrue();
    }

    private long eventsOf(String shop, String outcome) {
        return processor.number("SELECT coalesce(sum(events), 0) FROM ledger WHERE shop = '" + shop
                + "' AND outcome = '" + outcome + '\'');
    }

    @Test
    void what_comes_for_a_redacted_shop_is_stripped_until_it_is_registered_again() {
        String shop = "returning.example.com";
        Person person = new Person(7111, "leopoldine");
        processor.publish(
                delivery(shop, "shop/redact", null, "r-310", "{\"shop_id\":1,\"shop_domain\":\"" + shop + "\"}"));
        processor.drain();
        awaitApplied();
        processor.publish(
                delivery(shop, "orders/paid", "311", "r-311", person.order(311, "2026-03-01T10:00:00Z", "paid")),
                delivery(shop, "fulfillments/update", "312", "r-312", person.parcel(9312, 312)));
        processor.drain();
        assertThat(processor.holding("leopoldine")).isEmpty();

        // All deliveries of these tests were received at 10:00.
        processor.execute("UPDATE redactions SET lifted_at = '2026-03-01T10:00:01Z' WHERE shop = '" + shop + '\'');
        processor.publish(
                delivery(shop, "orders/paid", "313", "r-313", person.order(313, "2026-03-01T10:00:00Z", "paid")));
        processor.drain();
        assertThat(processor.holding("leopoldine"))
                .as("received before the shop was registered again")
                .isEmpty();

        processor.execute("UPDATE redactions SET lifted_at = '2026-03-01T09:59:00Z' WHERE shop = '" + shop + '\'');
        processor.publish(
                delivery(shop, "orders/paid", "314", "r-314", person.order(314, "2026-03-01T10:00:00Z", "paid")));
        processor.drain();
        assertThat(processor.rows(
                        "SELECT customer_name FROM orders WHERE shop = '" + shop + "' AND shopify_order_id = 314"))
                .containsExactly("leopoldine Person");
    }

    @Test
    void erasing_goes_on_where_a_processor_stopped() throws SQLException {
        String shop = "interrupted.example.com";
        Person person = new Person(7121, "mathilda");
        List<Event> events = new ArrayList<>();
        for (long id = 321; id <= 329; id++) {
            events.add(delivery(
                    shop, "orders/paid", "" + id, "r-" + id, person.order(id, "2026-03-01T10:00:00Z", "paid")));
        }
        events.add(delivery(shop, "fulfillments/update", "330", "r-330", person.parcel(9330, 330)));
        processor.publish(events);
        processor.drain();
        ConfigurableApplicationContext second = processor.startInstance();
        try (Connection holder = processor.connect()) {
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                // Stops erasing where bodies are to be replaced; this lock takes no number, so the barrier passes.
                statement.execute("LOCK TABLE unapplied_events IN EXCLUSIVE MODE");
            }
            processor.publish(
                    delivery(shop, "shop/redact", null, "r-320", "{\"shop_id\":1,\"shop_domain\":\"" + shop + "\"}"));
            await().atMost(LONG)
                    .until(() -> processor.number("SELECT count(*) FROM redactions WHERE shop = '" + shop
                                    + "' AND stage = 'unapplied'")
                            == 1);
            assertThat(processor.number(
                            "SELECT count(*) FROM redactions WHERE shop = '" + shop + "' AND applied_at IS NULL"))
                    .isEqualTo(1);
            processor.stop(processor.instance());
            holder.rollback();
        }
        processor.drain();
        awaitApplied();

        assertThat(second.isRunning()).isTrue();
        assertThat(processor.holding("mathilda")).isEmpty();
    }

    @Test
    void a_request_that_cannot_be_used_is_quarantined_with_its_reason_and_without_contact_details() {
        Person person = new Person(7131, "notburga");
        processor.publish(
                delivery("customers/redact", null, "r-331", person.redact("second.example.com", 331)),
                delivery("shop/redact", null, "r-332", person.redact(SHOP, 331)),
                delivery("customers/data_request", null, "r-333", "nonsense"));
        processor.drain();

        assertThat(processor.rows("SELECT webhook_id, outcome, reason FROM outcomes WHERE webhook_id IN"
                        + " ('r-331', 'r-332', 'r-333') ORDER BY webhook_id"))
                .containsExactly(
                        "r-331|quarantined|wrong-key", "r-332|quarantined|wrong-shape", "r-333|quarantined|not-json");
        assertThat(processor.holding("notburga")).isEmpty();
        assertThat(processor.rows("SELECT convert_from(body, 'UTF8') FROM unapplied_events WHERE webhook_id = 'r-333'"))
                .containsExactly("nonsense");
    }

    @Test
    void a_data_request_is_recorded_by_ids_alone_and_counted_while_it_is_open() {
        processor.publish(delivery("customers/data_request", null, "r-341", """
                {"shop_id":1,"shop_domain":"%s","orders_requested":[341,342],
                 "customer":{"id":7141,"email":"ottilie@example.com","phone":"ottilie-555"},"data_request":{"id":9}}
                """.formatted(SHOP)));
        processor.drain();

        assertThat(processor.holding("ottilie")).isEmpty();
        assertThat(processor.rows("SELECT customer_id, order_ids FROM compliance_requests WHERE customer_id = '7141'"))
                .containsExactly("7141|{" + SHOP + ":341," + SHOP + ":342}");
        await().atMost(LONG)
                .until(() -> gauge("sluice.compliance.open", "customers/data_request") == 1
                        && gauge("sluice.compliance.oldest", "customers/data_request") > 0);
    }

    private double gauge(String name, String kind) {
        return processor
                .instance()
                .getBean(MeterRegistry.class)
                .get(name)
                .tag("kind", kind)
                .gauge()
                .value();
    }

    @Test
    void an_uninstalled_app_is_remembered_unless_the_shop_was_registered_again_since() {
        processor.execute("""
                INSERT INTO shops (shop, name, registered_at) VALUES
                  ('gone.example.com', 'Gone', '2026-01-01T00:00:00Z'),
                  ('back.example.com', 'Back', '2026-03-02T00:00:00Z')""");
        for (String shop : List.of("gone.example.com", "back.example.com")) {
            processor.publish(delivery(
                    shop,
                    "app/uninstalled",
                    null,
                    "r-350-" + shop,
                    "{\"id\":5,\"name\":\"Toys\",\"email\":\"petronella@example.com\",\"myshopify_domain\":\"" + shop
                            + "\"}"));
        }
        processor.drain();

        assertThat(processor.rows("SELECT shop, uninstalled_at AT TIME ZONE 'UTC' FROM shops"
                        + " WHERE shop IN ('gone.example.com', 'back.example.com') ORDER BY shop"))
                .containsExactly("back.example.com|null", "gone.example.com|2026-03-01 10:00:00");
        assertThat(processor.holding("petronella")).isEmpty();
    }

    @Test
    void a_request_that_an_older_version_recorded_is_acted_on() {
        Person person = new Person(7151, "rosamunde");
        processor.publish(order(person, 361, "r-361", "2026-03-01T10:00:00Z", "paid"));
        processor.drain();

        processor.execute(
                "INSERT INTO compliance_requests (log_id, partition, log_offset, shop, topic, body, received_at)"
                        + " VALUES (32000, 0, 1, '" + SHOP + "', 'customers/redact', convert_to('"
                        + person.redact(SHOP, 361)
                        + "', 'UTF8'), now())");
        await().atMost(LONG)
                .until(() -> processor.number(
                                "SELECT count(*) FROM redactions WHERE log_id = 32000" + " AND applied_at IS NOT NULL")
                        == 1);

        assertThat(processor.holding("rosamunde")).isEmpty();
    }
}
