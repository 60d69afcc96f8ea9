package dev.sluice.processor;

import static dev.sluice.processor.RunningProcessor.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log is the truth: read again it agrees with what is stored, and an empty database becomes the same from it. */
class ReplayIT {
    private RunningProcessor processor;
    private final long seed = ThreadLocalRandom.current().nextLong();

    @BeforeEach
    void start() {
        processor = RunningProcessor.start();
        processor.publish(day(new Random(seed)));
        processor.drain();
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    /** 80 orders in disorder with duplicates, some of them cancelled, some whose parts come first, some unusable bodies. */
    private static List<Event> day(Random random) {
        List<Event> events = new ArrayList<>();
        for (long id = 1; id <= 80; id++) {
            String key = Long.toString(id);
            List<Event> own = new ArrayList<>(List.of(
                    delivery(
                            "orders/create",
                            key,
                            "a" + id,
                            Bodies.order(id, "2026-03-01T10:00:00Z", "pending", "null")),
                    delivery("orders/paid", key, "b" + id, Bodies.order(id, "2026-03-01T10:01:00Z", "paid", "null")),
                    delivery(
                            "fulfillments/create",
                            key,
                            "c" + id,
                            Bodies.fulfillment(id * 10, id, "2026-03-01T10:02:00Z", "success", "in_transit")),
                    delivery(
                            "orders/updated",
                            key,
                            "d" + id,
                            Bodies.order(id, "2026-03-01T10:03:00Z", "paid", id % 7 == 0 ? "null" : "fulfilled")),
                    delivery("orders/updated", key, "e" + id, "{\"id\":" + id + ",\"order_id\":1}")));
            own.add(own.get(random.nextInt(own.size())));
            if (id % 9 == 0) {
                own.removeIf(event -> !"fulfillments/create".equals(event.topic()));
            }
            events.addAll(own);
        }
        Collections.shuffle(events, random);
        return events;
    }

    private List<String> orders() {
        return processor.rows("""
                SELECT id, encode(facts, 'hex'), state, state_reason, conflict, version, sequence, created_at, received_at
                FROM orders ORDER BY id""");
    }

    private List<String> transitions() {
        return processor.rows("""
                SELECT order_id, sequence, from_state, to_state, reason, inferred, occurred_at
                FROM transitions ORDER BY order_id, sequence""");
    }

    private List<String> outcomes() {
        return processor.rows("""
                SELECT l.topic, partition, log_offset, outcome, reason, order_id, delivery_key
                FROM outcomes JOIN logs l USING (log_id) ORDER BY 1, 2, 3""");
    }

    @Test
    void an_empty_database_and_the_log_give_the_same_orders_transitions_and_outcomes() {
        List<String> orders = orders();
        List<String> transitions = transitions();
        List<String> outcomes = outcomes();
        assertThat(orders).hasSizeGreaterThan(60);

        processor.startOverWithAnEmptyDatabase();
        processor.drain();

        assertThat(orders()).as("seed %d", seed).isEqualTo(orders);
        assertThat(transitions()).as("seed %d", seed).isEqualTo(transitions);
        assertThat(outcomes()).as("seed %d", seed).isEqualTo(outcomes);
        assertThat(processor.ledgerBalances()).isTrue();
    }

    @Test
    void the_audit_of_the_whole_log_agrees() {
        assertThat(processor.audit()).as("seed %d", seed).isEmpty();
    }

    @Test
    void the_program_that_audits_exits_with_1_when_anything_disagrees() {
        assertThat(processor.auditProgram()).as("seed %d", seed).isZero();

        processor.execute("UPDATE orders SET state = 'refunded' WHERE id = 'first.example.com:4'");
        assertThat(processor.auditProgram()).isEqualTo(1);
    }

    @Test
    void what_was_changed_by_hand_is_found_by_the_audit() {
        processor.execute("DELETE FROM outcomes WHERE order_id = 'first.example.com:1' AND outcome = 'applied'");
        processor.execute("UPDATE orders SET facts = (SELECT facts FROM orders WHERE id = 'first.example.com:3')"
                + " WHERE id = 'first.example.com:2'");
        processor.execute("UPDATE orders SET state = 'refunded' WHERE id = 'first.example.com:4'");
        processor.execute("DELETE FROM transitions WHERE order_id = 'first.example.com:5' AND sequence = 1");
        processor.execute("DELETE FROM orders WHERE id = 'first.example.com:6'");

        assertThat(processor.audit())
                .anySatisfy(line -> assertThat(line).startsWith("no-outcome").contains("first.example.com:1 "))
                .anySatisfy(line -> assertThat(line).startsWith("missing-facts").contains("first.example.com:2 "))
                .anySatisfy(line -> assertThat(line).startsWith("wrong-state").contains("first.example.com:4 "))
                .anySatisfy(
                        line -> assertThat(line).startsWith("broken-history").contains("first.example.com:5 "))
                .anySatisfy(line -> assertThat(line).startsWith("no-order").contains("first.example.com:6 "));
    }
}
