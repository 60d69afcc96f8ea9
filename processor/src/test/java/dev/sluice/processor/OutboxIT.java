package dev.sluice.processor;

import static dev.sluice.processor.RunningProcessor.LONG;
import static dev.sluice.processor.RunningProcessor.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Event;
import dev.sluice.contract.LogTopics;
import dev.sluice.processor.apply.OutboxShard;
import dev.sluice.processor.outbox.OutboxPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Whatever happens to those who publish, a consumer that drops ids it has seen gets each step once, and in order (G5). */
class OutboxIT {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    /** Ends the connections on which the shards are owned. */
    private static final String END_OWNERS = """
            SELECT count(pg_terminate_backend(l.pid)) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()""";

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
    void every_shard_has_one_owner_and_another_instance_takes_over_when_it_dies() {
        ConfigurableApplicationContext first = processor.instance();
        awaitOwned(first, OutboxShard.COUNT);
        ConfigurableApplicationContext second = processor.startInstance();
        processor.publish(lives(1, 50));
        processor.drain();
        assertThat(processor.publishedTransitions()).hasSize(150);
        assertThat(owned(second)).isZero();

        processor.stop(first);
        awaitOwned(second, OutboxShard.COUNT);
        processor.publish(lives(51, 100));
        processor.drain();

        assertEachStepOnceAndInOrder(processor.publishedTransitions(), 100);
    }

    @Test
    void a_zombie_that_lost_its_connection_while_it_held_a_batch_publishes_nothing_over_the_new_owner() {
        processor.stop(processor.instance());
        ConfigurableApplicationContext zombie = processor.startInstance(HeldPublisher.Parts.class);
        awaitOwned(zombie, OutboxShard.COUNT);
        HeldPublisher held = zombie.getBean(HeldPublisher.class);
        held.hold();
        processor.publish(lives(1, 40));
        processor.drain();
        await().atMost(LONG)
                .until(() -> held.held().stream()
                                .map(message -> OutboxShard.of(message.key()))
                                .distinct()
                                .count()
                        == OutboxShard.COUNT);
        ConfigurableApplicationContext heir = processor.startInstance();
        assertThat(processor.committed(LogTopics.TRANSITIONS)).isEmpty();

        assertThat(processor.number(END_OWNERS)).isEqualTo(OutboxShard.COUNT);
        awaitOwned(heir, OutboxShard.COUNT);
        await().atMost(LONG).until(() -> processor.unpublished() == 0);
        List<String> before = values(processor.committed(LogTopics.TRANSITIONS));
        held.release();
        await().atMost(LONG).until(() -> held.afterRelease().size() >= OutboxShard.COUNT);

        assertThat(held.afterRelease()).doesNotContain("published");
        assertThat(values(processor.committed(LogTopics.TRANSITIONS))).isEqualTo(before);
        assertThat(before).doesNotHaveDuplicates().hasSize(120);
        assertEachStepOnceAndInOrder(processor.publishedTransitions(), 40);
    }

    @Test
    void a_writer_can_publish_nothing_any_more_once_another_has_fenced_it() {
        OutboxPublisher publisher = processor.instance().getBean(OutboxPublisher.class);
        List<OutboxPublisher.Message> messages = List.of(new OutboxPublisher.Message(
                LogTopics.NOTIFICATIONS,
                "a.example.com:1",
                "{\"id\":\"a\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        int shard = 77; // One that no relay writes.
        OutboxPublisher.Writer old = publisher.writer(shard);
        OutboxPublisher.Writer heir = publisher.writer(shard);
        old.fence().block(LONG);
        old.publish(messages).block(LONG);

        heir.fence().block(LONG);

        assertThatThrownBy(() -> old.publish(messages).block(LONG)).isInstanceOf(RuntimeException.class);
        old.close().block(LONG);
        heir.publish(messages).block(LONG);
        heir.close().block(LONG);
        assertThat(processor.committed(LogTopics.NOTIFICATIONS)).hasSize(2);
    }

    @Test
    void a_relay_that_is_killed_at_random_points_publishes_every_step_and_never_a_later_one_first() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        processor.startInstance();
        int orders = 0;
        for (int round = 0; round < 20; round++) {
            int next = orders + 40 + random.nextInt(80);
            processor.publish(lives(orders + 1, next));
            orders = next;
            long published = number("SELECT count(*) FROM transitions WHERE published_at IS NOT NULL");
            long more = random.nextInt(100);
            await().atMost(LONG)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> number("SELECT count(*) FROM transitions WHERE published_at IS NOT NULL")
                                    >= published + more
                            || processor.unpublished() == 0);
            processor.rows(END_OWNERS);
            if (round == 10) {
                processor.stop(processor.instance());
                processor.startInstance();
            }
        }
        processor.drain();

        assertThat(number("SELECT count(*) FROM transitions"))
                .as("seed %d", seed)
                .isEqualTo(3L * orders);
        assertEachStepOnceAndInOrder(processor.publishedTransitions(), orders);
        assertThat(ids(processor.published(LogTopics.NOTIFICATIONS)))
                .as("seed %d", seed)
                .hasSize(2 * orders);
        assertThat(ids(processor.published(LogTopics.SHIPMENT_REQUESTS))).hasSize(2 * orders);
    }

    @Test
    void rows_of_a_version_without_shards_are_published_before_all_others() {
        processor.stop(processor.instance());
        processor.execute("""
                INSERT INTO transitions (order_id, sequence, from_state, to_state, reason, inferred, occurred_at, recorded_at, shard)
                SELECT 'first.example.com:' || o, s, (ARRAY['pending', 'confirmed'])[s], (ARRAY['confirmed', 'processing'])[s],
                  'inferred', true, now(), now(), CASE s WHEN 1 THEN 0 ELSE 1 + o % 4 END
                FROM generate_series(1, 3000) o, generate_series(1, 2) s""");
        processor.startInstance();

        assertEachStepOnceAndInOrder(processor.publishedTransitions(), 3000);
    }

    private long number(String sql) {
        return processor.number(sql);
    }

    private static void awaitOwned(ConfigurableApplicationContext instance, int shards) {
        await().atMost(LONG).until(() -> owned(instance) == shards);
    }

    private static int owned(ConfigurableApplicationContext instance) {
        return (int) instance.getBean(MeterRegistry.class)
                .get("sluice.outbox.owned")
                .gauge()
                .value();
    }

    /** Paid, then fulfilled by the shop: three steps, two notifications, a shipment request that is withdrawn. */
    private static List<Event> lives(int first, int last) {
        List<Event> events = new ArrayList<>();
        for (int id = first; id <= last; id++) {
            String key = Integer.toString(id);
            events.add(
                    delivery("orders/paid", key, "p" + id, Bodies.order(id, "2026-03-01T09:30:00Z", "paid", "null")));
            events.add(delivery(
                    "orders/fulfilled", key, "f" + id, Bodies.order(id, "2026-03-01T09:45:00Z", "paid", "fulfilled")));
        }
        return events;
    }

    /**
     * As a consumer sees it that drops ids it has seen: of each order 1, 2, 3 and so on. What it drops it has seen, so a
     * step is never met before the one it follows.
     */
    private void assertEachStepOnceAndInOrder(List<ConsumerRecord<String, String>> records, int orders) {
        Map<String, Integer> sequences = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (ConsumerRecord<String, String> record : records) {
            String id = id(record.value());
            if (seen.add(id)) {
                int next = sequences.merge(record.key(), 1, Integer::sum);
                assertThat(id).isEqualTo(record.key() + ':' + next);
            }
        }
        assertThat(sequences).hasSize(orders);
        assertThat((long) seen.size()).isEqualTo(number("SELECT count(*) FROM transitions"));
    }

    private static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    private static Set<String> ids(List<ConsumerRecord<String, String>> records) {
        Set<String> ids = new LinkedHashSet<>();
        records.forEach(record -> ids.add(id(record.value())));
        return ids;
    }

    private static String id(String value) {
        Matcher matcher = ID.matcher(value);
        assertThat(matcher.find()).as(value).isTrue();
        return matcher.group(1);
    }
}
