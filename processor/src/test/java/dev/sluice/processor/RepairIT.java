package dev.sluice.processor;

import static dev.sluice.processor.RunningProcessor.SHOP;
import static dev.sluice.processor.RunningProcessor.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogPlace;
import dev.sluice.local.testing.EventLoops;
import dev.sluice.order.Commands;
import dev.sluice.order.Repair;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Retry and discard of events that were set aside, as commands in the log. Each test has orders of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepairIT {
    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

    private RunningProcessor processor;

    @BeforeAll
    void start() {
        processor = RunningProcessor.start();
        // Refuses what a test marks as poison, until the mark is taken away.
        processor.execute("""
                CREATE TABLE poison (name text);
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN RAISE EXCEPTION ''refused'' USING ERRCODE = ''22000''; END';
                CREATE FUNCTION is_poison(text) RETURNS boolean LANGUAGE sql AS
                  'SELECT EXISTS (SELECT FROM poison WHERE name = $1)';
                CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON orders FOR EACH ROW
                  WHEN (is_poison(NEW.name)) EXECUTE FUNCTION refuse();
                """);
    }

    @AfterAll
    void stop() {
        List<String> disagreements = processor.audit();
        processor.close();
        assertThat(disagreements).isEmpty();
        assertThat(EventLoops.takeBlocking()).isEmpty();
    }

    @AfterEach
    void the_ledger_balances() {
        assertThat(processor.ledgerBalances()).isTrue();
        assertThat(processor.number("""
                        SELECT count(*) FROM (
                          SELECT log_id, partition, shop, outcome, sum(events) FROM ledger
                          GROUP BY 1, 2, 3, 4 HAVING sum(events) > 0
                          EXCEPT SELECT log_id, partition, shop, outcome, count(*) FROM outcomes GROUP BY 1, 2, 3, 4) x
                        """)).as("each sum is that of its rows").isZero();
    }

    private static String order(long id, String updatedAt, String financial) {
        return Bodies.order(id, updatedAt, financial, "null");
    }

    private LogPlace place(String webhookId) {
        return LogPlace.parse(processor
                        .rows("SELECT log_id || '-' || partition || '-' || log_offset FROM unapplied_events"
                                + " WHERE webhook_id = '" + webhookId + "'")
                        .get(0))
                .orElseThrow();
    }

    private Event command(
            String commandId, Repair.Action action, LogPlace event, String shop, @Nullable String orderId) {
        Repair repair = new Repair(commandId, action, event, "because", "staff@example.com", AT);
        return Commands.repair(shop, orderId, repair, AT);
    }

    private void retry(String commandId, String webhookId, @Nullable String orderId) {
        processor.publish(command(commandId, Repair.Action.RETRY, place(webhookId), SHOP, orderId));
        processor.drain();
    }

    private void discard(String commandId, String webhookId, @Nullable String orderId) {
        processor.publish(command(commandId, Repair.Action.DISCARD, place(webhookId), SHOP, orderId));
        processor.drain();
    }

    private String outcome(String webhookId) {
        return processor
                .rows("SELECT outcome, reason FROM outcomes WHERE webhook_id = '" + webhookId + "'")
                .get(0);
    }

    /** Outcome, reason, attempts, whether discarded; empty when it is not set aside any more. */
    private String setAside(String webhookId) {
        return String.join(
                ",",
                processor.rows("SELECT outcome, reason, attempts, discarded_at IS NOT NULL"
                        + " FROM unapplied_events WHERE webhook_id = '" + webhookId + "'"));
    }

    private String history(String commandId) {
        return String.join(
                ",",
                processor.rows("SELECT action, actor, note, outcome, reason FROM repair_history"
                        + " WHERE command_id = '" + commandId + "' ORDER BY applied_at"));
    }

    /** Outcomes of the commands of an order, in log order. */
    private List<String> commands(String key) {
        return processor.rows("SELECT outcome, reason FROM outcomes WHERE type = 'command' AND "
                + "coalesce(order_id, shop) = '" + key + "' ORDER BY log_offset");
    }

    private String state(long id) {
        return String.join(",", processor.rows("SELECT state FROM orders WHERE id = '" + SHOP + ':' + id + "'"));
    }

    private void poison(long id) {
        processor.execute("INSERT INTO poison VALUES ('#" + id + "')");
    }

    private void heal(long id) {
        processor.execute("DELETE FROM poison WHERE name = '#" + id + "'");
    }

    private static Event quarantined(String topic, String webhookId, String body) {
        return new Event(
                EventType.SHOPIFY,
                SHOP,
                null,
                topic,
                webhookId,
                null,
                null,
                AT,
                null,
                null,
                "no-order-id",
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_dead_letter_whose_cause_is_gone_is_applied_by_a_retry_and_the_command_has_an_outcome_of_its_own() {
        poison(301);
        processor.publish(delivery("orders/paid", "301", "w-301", order(301, "2026-03-01T10:00:00Z", "paid")));
        processor.drain();
        assertThat(setAside("w-301")).isEqualTo("dead-lettered|refused-by-database|1|f");
        heal(301);

        retry("c-301", "w-301", "301");

        assertThat(outcome("w-301")).isEqualTo("applied|null");
        assertThat(setAside("w-301")).isEmpty();
        assertThat(state(301)).isEqualTo("confirmed");
        assertThat(commands("first.example.com:301")).containsExactly("applied|null");
        assertThat(history("c-301")).isEqualTo("retry|staff@example.com|because|applied|null");
    }

    @Test
    void a_retry_that_the_database_refuses_again_leaves_a_dead_letter_with_one_more_attempt() {
        poison(302);
        processor.publish(delivery("orders/paid", "302", "w-302", order(302, "2026-03-01T10:00:00Z", "paid")));
        processor.drain();

        retry("c-302", "w-302", "302");

        assertThat(setAside("w-302")).isEqualTo("dead-lettered|refused-by-database|2|f");
        assertThat(commands("first.example.com:302")).containsExactly("applied|null");
        assertThat(history("c-302")).isEqualTo("retry|staff@example.com|because|dead-lettered|refused-by-database");
    }

    @Test
    void what_was_retried_is_merged_with_what_came_since() {
        poison(303);
        processor.publish(delivery("orders/create", "303", "w-303-a", order(303, "2026-03-01T10:00:00Z", "pending")));
        processor.drain();
        heal(303);
        processor.publish(delivery("orders/paid", "303", "w-303-b", order(303, "2026-03-01T11:00:00Z", "paid")));
        processor.drain();

        retry("c-303", "w-303-a", "303");

        assertThat(outcome("w-303-a")).isEqualTo("stale|null");
        assertThat(state(303)).isEqualTo("confirmed");
    }

    @Test
    void a_quarantined_snapshot_that_can_be_read_brings_its_order_and_what_was_parked_for_it() {
        processor.publish(delivery(
                "fulfillments/create",
                "304",
                "w-304-a",
                Bodies.fulfillment(1, 304, "2026-03-01T11:00:00Z", "success", "delivered")));
        processor.publishToQuarantine(quarantined(
                "orders/fulfilled", "w-304-b", Bodies.order(304, "2026-03-01T11:00:01Z", "paid", "fulfilled")));
        processor.drain();
        assertThat(setAside("w-304-b")).isEqualTo("quarantined|no-order-id|1|f");

        retry("c-304", "w-304-b", "304");

        assertThat(outcome("w-304-b")).isEqualTo("applied|null");
        assertThat(outcome("w-304-a")).isEqualTo("applied|null");
        assertThat(state(304)).isEqualTo("delivered");
        assertThat(processor.rows("SELECT order_id FROM unapplied_events WHERE webhook_id LIKE 'w-304%'"))
                .isEmpty();
    }

    @Test
    void a_quarantined_part_of_an_order_that_is_not_there_becomes_parked_and_is_applied_with_it() {
        processor.publishToQuarantine(quarantined(
                "fulfillments/create",
                "w-305-a",
                Bodies.fulfillment(1, 305, "2026-03-01T11:00:00Z", "success", "delivered")));
        processor.drain();

        retry("c-305", "w-305-a", "305");
        assertThat(setAside("w-305-a")).isEqualTo("parked|no-order-yet|2|f");

        processor.publish(delivery(
                "orders/fulfilled", "305", "w-305-b", Bodies.order(305, "2026-03-01T11:00:01Z", "paid", "fulfilled")));
        processor.drain();
        assertThat(outcome("w-305-a")).isEqualTo("applied|null");
        assertThat(state(305)).isEqualTo("delivered");
    }

    @Test
    void what_cannot_be_read_is_quarantined_again_with_the_reason_of_today() {
        processor.publishToQuarantine(quarantined("orders/paid", "w-306", "{\"id\":306,"));
        processor.drain();

        retry("c-306", "w-306", null);

        assertThat(setAside("w-306")).isEqualTo("quarantined|not-json|2|f");
        assertThat(outcome("w-306")).isEqualTo("quarantined|not-json");
    }

    @Test
    void a_discarded_event_stays_what_it_is_and_is_never_retried() {
        processor.publish(delivery("orders/updated", "307", "w-307", "{\"id\":307,"));
        processor.drain();

        discard("c-307-a", "w-307", "307");
        retry("c-307-b", "w-307", "307");
        discard("c-307-c", "w-307", "307");

        assertThat(setAside("w-307")).isEqualTo("quarantined|not-json|1|t");
        assertThat(commands("first.example.com:307"))
                .containsExactly("applied|null", "stale|nothing-to-repair", "stale|nothing-to-repair");
        assertThat(history("c-307-a")).isEqualTo("discard|staff@example.com|because|quarantined|discarded");
    }

    @Test
    void a_discarded_parked_event_becomes_a_dead_letter_and_is_not_applied_with_its_order() {
        processor.publish(delivery(
                "fulfillments/create",
                "308",
                "w-308-a",
                Bodies.fulfillment(1, 308, "2026-03-01T11:00:00Z", "success", "delivered")));
        processor.drain();

        discard("c-308", "w-308-a", "308");
        processor.publish(delivery("orders/paid", "308", "w-308-b", order(308, "2026-03-01T11:00:01Z", "paid")));
        processor.drain();

        assertThat(setAside("w-308-a")).isEqualTo("dead-lettered|discarded|1|t");
        assertThat(outcome("w-308-a")).isEqualTo("dead-lettered|discarded");
        assertThat(state(308)).isEqualTo("confirmed");
    }

    @Test
    void the_same_command_again_is_stale_and_makes_no_further_attempt() {
        processor.publish(delivery("orders/updated", "309", "w-309", "{\"id\":309,"));
        processor.drain();
        Event command = command("c-309", Repair.Action.RETRY, place("w-309"), SHOP, "309");

        processor.publish(command, command);
        processor.drain();
        processor.publish(command);
        processor.drain();

        assertThat(setAside("w-309")).isEqualTo("quarantined|not-json|2|f");
        assertThat(commands("first.example.com:309"))
                .containsExactly("applied|null", "stale|repaired-already", "stale|repaired-already");
    }

    @Test
    void a_command_on_another_key_than_the_events_order_touches_nothing() {
        processor.publish(delivery("orders/updated", "310", "w-310", "{\"id\":310,"));
        processor.publishToQuarantine(
                quarantined("orders/paid", "w-310-q", order(310, "2026-03-01T10:00:00Z", "paid")));
        processor.drain();

        processor.publish(
                command("c-310-a", Repair.Action.DISCARD, place("w-310"), SHOP, "311"),
                command("c-310-b", Repair.Action.DISCARD, place("w-310"), "second.example.com", "310"),
                command("c-310-c", Repair.Action.RETRY, place("w-310-q"), "second.example.com", "310"));
        processor.drain();

        assertThat(setAside("w-310")).isEqualTo("quarantined|not-json|1|f");
        assertThat(setAside("w-310-q")).isEqualTo("quarantined|no-order-id|1|f");
        assertThat(commands("first.example.com:311")).containsExactly("dead-lettered|illegal-command");
        assertThat(commands("second.example.com:310"))
                .containsExactly("dead-lettered|illegal-command", "dead-lettered|illegal-command");
        assertThat(processor.number("SELECT count(*) FROM orders WHERE shopify_order_id = 310"))
                .isZero();
    }

    @Test
    void in_one_batch_a_discard_takes_back_what_a_retry_left_waiting_and_the_order_comes_without_it() {
        processor.publishToQuarantine(quarantined(
                "fulfillments/create",
                "w-312-a",
                Bodies.fulfillment(1, 312, "2026-03-01T11:00:00Z", "success", "delivered")));
        processor.publish(delivery(
                "fulfillments/create",
                "312",
                "w-312-b",
                Bodies.fulfillment(2, 312, "2026-03-01T11:00:00Z", "success", "delivered")));
        processor.drain();
        LogPlace quarantined = place("w-312-a");
        LogPlace parked = place("w-312-b");

        processor.publish(
                command("c-312-a", Repair.Action.RETRY, quarantined, SHOP, "312"),
                command("c-312-b", Repair.Action.DISCARD, quarantined, SHOP, "312"),
                command("c-312-c", Repair.Action.RETRY, parked, SHOP, "312"),
                delivery("orders/paid", "312", "w-312-c", order(312, "2026-03-01T11:00:01Z", "paid")),
                command("c-312-d", Repair.Action.DISCARD, parked, SHOP, "312"));
        processor.drain();

        assertThat(setAside("w-312-a")).isEqualTo("dead-lettered|discarded|2|t");
        assertThat(outcome("w-312-b")).isEqualTo("applied|null");
        assertThat(processor.number("SELECT count(*) FROM outcomes WHERE order_id = 'first.example.com:312'"
                        + " AND type = 'command' AND outcome = 'stale'"))
                .isEqualTo(1);
    }

    @Test
    void a_command_that_does_not_say_what_to_do_with_which_event_is_quarantined() {
        Event command = new Event(
                EventType.COMMAND,
                SHOP,
                "313",
                null,
                null,
                null,
                null,
                AT,
                null,
                null,
                null,
                "{\"command_id\":\"c-313\",\"repair\":\"burn\",\"event\":\"1-0-0\"}".getBytes(StandardCharsets.UTF_8));
        processor.publish(command);
        processor.drain();

        assertThat(commands("first.example.com:313")).containsExactly("quarantined|wrong-shape");
    }

    @Test
    void a_command_about_an_event_that_nobody_knows_is_stale() {
        processor.publish(command("c-314", Repair.Action.RETRY, new LogPlace((short) 1, 0, 999_999), SHOP, "314"));
        processor.drain();

        assertThat(commands("first.example.com:314")).containsExactly("stale|nothing-to-repair");
    }

    @Test
    void many_retries_at_once_go_through_in_small_transactions() {
        List<Event> unread = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            unread.add(delivery("orders/updated", "315", "w-315-" + i, "{\"id\":315,"));
        }
        processor.publish(unread);
        processor.drain();

        List<Event> commands = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            commands.add(command("c-315-" + i, Repair.Action.RETRY, place("w-315-" + i), SHOP, "315"));
        }
        processor.publish(commands);
        processor.drain();

        assertThat(processor.rows("SELECT attempts, count(*) FROM unapplied_events WHERE webhook_id LIKE 'w-315-%'"
                        + " GROUP BY 1"))
                .containsExactly("2|100");
        assertThat(processor.number("SELECT max(repairs) FROM (SELECT count(*) AS repairs FROM repair_history"
                        + " WHERE command_id LIKE 'c-315-%' GROUP BY xmin::text) transactions"))
                .isLessThanOrEqualTo(16);
    }
}
