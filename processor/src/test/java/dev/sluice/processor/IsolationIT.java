package dev.sluice.processor;

import static dev.sluice.processor.RunningProcessor.LONG;
import static dev.sluice.processor.RunningProcessor.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order whose events keep failing holds up nobody, and comes back by itself where it can. */
class IsolationIT {
    private RunningProcessor processor;

    @BeforeEach
    void start() {
        processor = RunningProcessor.start(Map.of("SLUICE_SWEEP_INTERVAL", "200ms"));
        processor.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN RAISE EXCEPTION ''refused'' USING ERRCODE = ''23514''; END';
                """);
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    private void refuseOrders(String condition) {
        processor.execute("CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON orders FOR EACH ROW WHEN (" + condition
                + ") EXECUTE FUNCTION refuse()");
    }

    /** Whatever else is in its batch, this event cannot be applied. */
    private void refuseToApply(String webhookId) {
        processor.execute(
                "CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON outcomes FOR EACH ROW WHEN (NEW.webhook_id = '"
                        + webhookId + "' AND NEW.outcome = 'applied') EXECUTE FUNCTION refuse()");
    }

    @Test
    void neighbours_of_an_order_that_fails_in_every_batch_are_all_applied_in_their_sequence() {
        refuseOrders("NEW.name = '#1'");
        int rounds = 40;
        List<Event> events = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            String updatedAt = "2026-03-01T10:%02d:00Z".formatted(round);
            for (long id = 1; id <= 20; id++) {
                events.add(delivery(
                        "orders/updated",
                        Long.toString(id),
                        "w-" + id + '-' + round,
                        Bodies.order(id, updatedAt, round < 20 ? "pending" : "paid", "null")));
            }
        }
        for (int part = 0; part < 4; part++) {
            processor.publish(events.subList(part * 200, (part + 1) * 200));
        }
        processor.drain();

        assertThat(processor.rows("SELECT outcome, reason, count(*) FROM outcomes GROUP BY 1, 2 ORDER BY 1"))
                .containsExactly("applied|null|760", "dead-lettered|refused-by-database|40");
        assertThat(processor.rows("SELECT DISTINCT order_id FROM unapplied_events"))
                .containsExactly("first.example.com:1");
        assertThat(processor.rows("SELECT state, version, count(*) FROM orders GROUP BY 1, 2"))
                .containsExactly("confirmed|40|19");
        assertThat(processor.ledgerBalances()).isTrue();
    }

    @Test
    void an_order_that_was_refused_takes_the_next_event_that_can_be_stored() {
        refuseToApply("w-2-a");
        processor.publish(
                delivery("orders/create", "2", "w-2-a", Bodies.order(2, "2026-03-01T10:00:00Z", "pending", "null")),
                delivery(
                        "fulfillments/create",
                        "2",
                        "w-2-b",
                        Bodies.fulfillment(1, 2, "2026-03-01T11:00:00Z", "success", "delivered")),
                delivery("orders/paid", "2", "w-2-c", Bodies.order(2, "2026-03-01T12:00:00Z", "paid", "fulfilled")));
        processor.drain();

        assertThat(processor.rows("SELECT webhook_id, outcome FROM outcomes ORDER BY log_offset"))
                .containsExactly("w-2-a|dead-lettered", "w-2-b|applied", "w-2-c|applied");
        assertThat(processor.rows("SELECT state FROM orders")).containsExactly("delivered");
        assertThat(processor.ledgerBalances()).isTrue();
    }

    @Test
    void a_parked_event_that_is_refused_does_not_take_its_orders_snapshot_with_it() {
        refuseToApply("w-3-a");
        processor.publish(delivery(
                "fulfillments/create",
                "3",
                "w-3-a",
                Bodies.fulfillment(1, 3, "2026-03-01T11:00:00Z", "success", "delivered")));
        processor.drain();
        processor.publish(delivery(
                "fulfillments/create",
                "3",
                "w-3-b",
                Bodies.fulfillment(2, 3, "2026-03-01T11:00:00Z", "success", "in_transit")));
        processor.publish(
                delivery("orders/paid", "3", "w-3-c", Bodies.order(3, "2026-03-01T12:00:00Z", "paid", "null")));
        processor.drain();
        // The sweeper finds that the order is there and sends both through, one by one.
        await().atMost(LONG)
                .until(() -> processor.number("SELECT count(*) FROM unapplied_events WHERE outcome = 'parked'") == 0);
        processor.drain();

        assertThat(processor.rows(
                        "SELECT webhook_id, outcome, reason FROM outcomes WHERE webhook_id LIKE 'w-3%' ORDER BY 1"))
                .containsExactly("w-3-a|dead-lettered|refused-by-database", "w-3-b|applied|null", "w-3-c|applied|null");
        assertThat(processor.rows("SELECT state, delivery_status FROM orders"))
                .containsExactly("processing|in_transit");
        assertThat(processor.rows("SELECT attempts FROM unapplied_events")).containsExactly("2");
        assertThat(processor.rows("SELECT DISTINCT actor FROM repair_history")).containsExactly("sweeper");
        assertThat(processor.ledgerBalances()).isTrue();
    }
}
