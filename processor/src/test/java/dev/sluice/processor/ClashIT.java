package dev.sluice.processor;

import static dev.sluice.processor.RunningProcessor.LONG;
import static dev.sluice.processor.RunningProcessor.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Event;
import dev.sluice.local.testing.EventLoops;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same order id under two shops: two orders, flagged to operators. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClashIT {
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

    private static Event order(String shop, long id, String financial) {
        return delivery(
                shop,
                "orders/create",
                "" + id,
                "c-" + shop + id + financial,
                Bodies.order(id, "2026-03-01T10:00:00Z", financial, "null"));
    }

    private List<String> flagged() {
        return processor.rows("SELECT id FROM orders WHERE clash ORDER BY id");
    }

    @Test
    void an_order_id_under_a_second_shop_never_touches_the_first_and_both_are_flagged() {
        processor.publish(order("one.example.com", 401, "paid"), order("one.example.com", 402, "paid"));
        processor.drain();
        String all =
                "SELECT id, state, customer_name, version, sequence, facts FROM orders WHERE shop = 'one.example.com'"
                        + " ORDER BY id";
        List<String> before = processor.rows(all);

        processor.publish(order("two.example.com", 401, "refunded"));
        processor.drain();

        await().atMost(LONG).until(() -> flagged().containsAll(List.of("one.example.com:401", "two.example.com:401")));
        assertThat(flagged()).doesNotContain("one.example.com:402");
        assertThat(processor.rows(all)).isEqualTo(before);

        // What comes later for the order leaves the flag.
        processor.publish(delivery(
                "one.example.com",
                "orders/updated",
                "401",
                "c-401-later",
                Bodies.order(401, "2026-03-01T12:00:00Z", "refunded", "null")));
        processor.drain();
        assertThat(processor.rows("SELECT state, clash FROM orders WHERE id = 'one.example.com:401'"))
                .containsExactly("refunded|t");
    }

    @Test
    void ids_that_arrive_in_different_partitions_at_once_are_all_found() {
        List<Event> events = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (long id = 4100; id < 4150; id++) {
            for (String shop : List.of("three.example.com", "four.example.com", "five.example.com")) {
                events.add(order(shop, id, "pending"));
                expected.add(shop + ':' + id);
            }
        }
        processor.publish(events);
        processor.drain();

        await().atMost(LONG).until(() -> flagged().containsAll(expected));
    }

    @Test
    void what_nobody_checked_is_found_by_the_sweep() {
        processor.execute("""
                INSERT INTO orders (id, shop, source, shopify_order_id, state, created_at, received_at, processed_at, version,
                  sequence, facts)
                SELECT shop || ':' || id, shop, 'shopify', id, 'pending', now(), now(), now(), 1, 0, ''
                FROM unnest(ARRAY['six.example.com', 'seven.example.com']) AS s (shop), generate_series(4200, 4203) AS i (id)
                """);

        await().atMost(LONG)
                .until(() -> flagged().containsAll(List.of("six.example.com:4200", "seven.example.com:4203")));
    }
}
