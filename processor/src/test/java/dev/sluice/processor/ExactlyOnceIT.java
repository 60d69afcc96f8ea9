package dev.sluice.processor;

import static dev.sluice.processor.RunningProcessor.LONG;
import static dev.sluice.processor.RunningProcessor.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Event;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.FactsCodec;
import dev.sluice.order.OrderFacts;
import dev.sluice.processor.apply.BatchApplier;
import dev.sluice.processor.apply.Progress;
import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.consume.LogRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.test.StepVerifier;

/** Whatever is disturbed between the log and PostgreSQL, every event has one effect and one outcome. */
class ExactlyOnceIT {
    private RunningProcessor processor;

    @BeforeEach
    void start() {
        processor = RunningProcessor.start();
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    @Test
    void every_arrival_order_of_a_history_ends_in_the_facts_that_the_set_of_its_events_gives() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        List<Event> all = new ArrayList<>();
        for (long id = 1; id <= 60; id++) {
            List<Event> arrival = new ArrayList<>(history(id));
            arrival.add(arrival.get(random.nextInt(arrival.size())));
            arrival.add(arrival.get(random.nextInt(arrival.size())));
            Collections.shuffle(arrival, random);
            all.addAll(arrival);
        }
        processor.publish(all);
        processor.drain();

        for (long id = 1; id <= 60; id++) {
            OrderFacts expected = OrderFacts.NONE;
            for (Event event : history(id)) {
                expected = expected.merge(EventDecoder.decode(event).facts());
            }
            String order = "first.example.com:" + id;
            String[] stored = processor
                    .rows("SELECT encode(facts, 'hex'), state, sequence FROM orders WHERE id = '" + order + "'")
                    .get(0)
                    .split("\\|");
            assertThat(FactsCodec.decode(HexFormat.of().parseHex(stored[0])))
                    .as("facts of %s, seed %d", order, seed)
                    .isEqualTo(expected);
            assertThat(stored[1]).as("state of %s, seed %d", order, seed).isEqualTo("delivered");
        }
        assertThat(processor.rows("SELECT outcome, count(*) FROM outcomes WHERE outcome = 'duplicate' GROUP BY 1"))
                .containsExactly("duplicate|120");
        assertHistoriesAreWhole();
        assertThat(processor.ledgerBalances()).isTrue();
    }

    /** Five events: created, paid, fulfilled, in transit, delivered. */
    private static List<Event> history(long id) {
        String key = Long.toString(id);
        return List.of(
                delivery("orders/create", key, "a" + id, Bodies.order(id, "2026-03-01T10:00:00Z", "pending", "null")),
                delivery("orders/paid", key, "b" + id, Bodies.order(id, "2026-03-01T10:01:00Z", "paid", "null")),
                delivery(
                        "orders/fulfilled",
                        key,
                        "c" + id,
                        Bodies.order(id, "2026-03-01T10:02:00Z", "paid", "fulfilled")),
                delivery(
                        "fulfillments/create",
                        key,
                        "d" + id,
                        Bodies.fulfillment(id * 10, id, "2026-03-01T10:02:00Z", "success", "in_transit")),
                delivery(
                        "fulfillments/update",
                        key,
                        "e" + id,
                        Bodies.fulfillment(id * 10, id, "2026-03-01T10:09:00Z", "success", "delivered")));
    }

    private void assertHistoriesAreWhole() {
        assertThat(processor.number("""
                        SELECT count(*) FROM orders o WHERE o.sequence <>
                          (SELECT count(*) FROM transitions t WHERE t.order_id = o.id)
                          OR o.sequence <> coalesce((SELECT max(sequence) FROM transitions t WHERE t.order_id = o.id), 0)
                        """)).isZero();
        assertThat(processor.number("""
                        SELECT count(*) FROM transitions t JOIN transitions n
                          ON n.order_id = t.order_id AND n.sequence = t.sequence + 1
                        WHERE n.from_state <> t.to_state
                        """)).isZero();
    }

    @Test
    void a_processor_that_died_before_its_offsets_were_committed_changes_nothing_when_it_comes_back() {
        processor.publish(history(1));
        processor.drain();
        List<String> before = processor.rows("SELECT id, version, sequence, processed_at FROM orders");

        processor.stop(processor.instance());
        processor.forgetCommittedOffsets();
        processor.startInstance();
        processor.publish(history(2));
        processor.drain();

        assertThat(processor.rows("SELECT id, version, sequence, processed_at FROM orders WHERE id LIKE '%:1'"))
                .isEqualTo(before);
        assertThat(processor.number("SELECT count(*) FROM outcomes")).isEqualTo(10);
        assertThat(processor.ledgerBalances()).isTrue();
    }

    @Test
    void a_zombie_that_missed_the_progress_of_another_instance_writes_nothing() {
        processor.publish(history(1));
        processor.drain();
        String[] row = processor.rows("""
                        SELECT p.log_id, p.partition, l.topic_id FROM consumer_progress p JOIN logs l USING (log_id)
                        WHERE p.next_offset = 5""").get(0).split("\\|");
        LogPartition partition = new LogPartition("order-events", row[2], Integer.parseInt(row[1]));
        Progress stale = new Progress(Short.parseShort(row[0]), 0, 0);

        Event late = history(1).get(0);
        LogRecord record = new LogRecord(0, late.key(), headers(late), late.body(), () -> {});
        BatchApplier applier = processor.instance().getBean(BatchApplier.class);

        StepVerifier.create(applier.apply(partition, stale, List.of(record)))
                .expectErrorMatches(BatchApplier::isFenced)
                .verify(LONG);
        assertThat(processor.number("SELECT count(*) FROM outcomes")).isEqualTo(5);
        assertThat(processor.ledgerBalances()).isTrue();
    }

    private static java.util.function.Function<String, byte[]> headers(Event event) {
        java.util.Map<String, byte[]> headers = new java.util.HashMap<>();
        event.writeHeaders(headers::put);
        return headers::get;
    }

    @Test
    void a_locked_table_delays_events_and_is_held_against_none() throws SQLException {
        try (Connection connection = processor.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            processor.publish(history(1));
            MeterRegistry meters = processor.instance().getBean(MeterRegistry.class);
            await().atMost(LONG)
                    .until(() -> meters.get("sluice.apply.transient.failures")
                                    .counter()
                                    .count()
                            >= 2);
            connection.rollback();
        }
        processor.drain();

        assertThat(processor.rows("SELECT outcome, count(*) FROM outcomes GROUP BY 1"))
                .containsExactly("applied|5");
        assertThat(processor.rows("SELECT state FROM orders")).containsExactly("delivered");
    }

    @Test
    void connections_that_break_under_load_lose_and_double_nothing() {
        List<Event> events = new ArrayList<>();
        for (long id = 1; id <= 1_500; id++) {
            events.addAll(history(id));
        }
        for (int round = 0; round < 5; round++) {
            processor.publish(events.subList(round * 1_500, (round + 1) * 1_500));
            processor.rows("""
                    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE application_name = 'sluice-processor' AND datname = current_database()""");
        }
        processor.drain();

        assertThat(processor.rows("SELECT state, count(*) FROM orders GROUP BY 1"))
                .containsExactly("delivered|1500");
        assertThat(processor.number("SELECT count(*) FROM outcomes")).isEqualTo(7_500);
        assertThat(processor.number("SELECT count(*) FROM outcomes WHERE outcome NOT IN ('applied', 'stale')"))
                .isZero();
        assertThat(processor.publishedTransitions().stream()
                        .map(record -> record.value())
                        .distinct()
                        .count())
                .isEqualTo(processor.number("SELECT count(*) FROM transitions"));
        assertHistoriesAreWhole();
        assertThat(processor.ledgerBalances()).isTrue();
    }

    @Test
    void instances_that_come_and_go_share_the_log_and_lose_nothing() {
        List<Event> events = new ArrayList<>();
        for (long id = 1; id <= 600; id++) {
            events.addAll(history(id));
        }
        processor.publish(events.subList(0, 1_000));
        ConfigurableApplicationContext first = processor.instance();
        processor.startInstance();
        processor.publish(events.subList(1_000, 2_000));
        processor.stop(first);
        processor.publish(events.subList(2_000, 3_000));
        processor.drain();

        assertThat(processor.rows("SELECT state, count(*) FROM orders GROUP BY 1"))
                .containsExactly("delivered|600");
        assertThat(processor.number("SELECT count(*) FROM outcomes")).isEqualTo(3_000);
        assertHistoriesAreWhole();
        assertThat(processor.ledgerBalances()).isTrue();
    }
}
