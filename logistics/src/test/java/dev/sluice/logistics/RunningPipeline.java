package dev.sluice.logistics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import dev.sluice.local.testing.TestServers;
import dev.sluice.logistics.fakecarrier.FakeCarrier;
import dev.sluice.processor.Processor;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The real processor, logistics and a fake carrier on real servers, with empty topics and databases of their own. */
final class RunningPipeline implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(90);
    static final String SHOP = "first.example.com";
    private static final Set<String> TOPICS = Set.of(
            LogTopics.ORDER_EVENTS,
            LogTopics.QUARANTINE,
            LogTopics.TRANSITIONS,
            LogTopics.NOTIFICATIONS,
            LogTopics.SHIPMENT_REQUESTS);

    private final TestServers servers = TestServers.get();
    private final String orders = servers.freshDatabase();
    private final String shipments = servers.freshDatabase();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()));
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", servers.kafka()), new StringSerializer(), new ByteArraySerializer());
    private final ConfigurableApplicationContext processor;
    private FakeCarrier carrier;
    private Logistics logistics;

    RunningPipeline(Duration deliveredAfter) throws Exception {
        Set<String> existing =
                new java.util.HashSet<>(admin.listTopics().names().get());
        existing.retainAll(TOPICS);
        admin.deleteTopics(existing).all().get();
        await().atMost(LONG)
                .until(() -> admin.listTopics().names().get().stream().noneMatch(existing::contains));
        processor = new SpringApplicationBuilder(Processor.class)
                .properties(Map.of(
                        "SLUICE_DATABASE_URL", orders,
                        "SLUICE_KAFKA", servers.kafka(),
                        "SLUICE_PROCESSOR_MANAGEMENT_PORT", "0",
                        "SLUICE_BIND_ADDRESS", "127.0.0.1",
                        "spring.jmx.enabled", "false"))
                .run();
        await().atMost(LONG).until(() -> admin.listTopics().names().get().containsAll(TOPICS));
        carrier = FakeCarrier.start(0, deliveredAfter);
        logistics = startLogistics();
    }

    private Logistics startLogistics() throws SQLException {
        return Logistics.start(
                new LogisticsSettings(
                        servers.kafka(),
                        DatabaseUrl.parse(shipments),
                        URI.create(carrier.url()),
                        "logistics",
                        4,
                        Duration.ofMillis(300),
                        Duration.ofMillis(100),
                        Duration.ofMillis(100)),
                Clock.systemUTC());
    }

    void restartLogistics() throws Exception {
        logistics.close();
        logistics = startLogistics();
    }

    FakeCarrier carrier() {
        return carrier;
    }

    /** The carrier's process is gone, or back at its old address with nothing forgotten but the parcels. */
    void killCarrier() {
        carrier.close();
    }

    void reviveCarrier(Duration deliveredAfter) throws IOException {
        carrier = FakeCarrier.start(carrier.port(), deliveredAfter);
    }

    /** Deliveries of a paid order, and of one that was cancelled after that. */
    void pay(int first, int last) {
        for (int id = first; id <= last; id++) {
            publish(id, "orders/paid", body(id, "2026-03-01T09:30:00Z", "null"));
        }
    }

    void cancel(int id) {
        publish(id, "orders/cancelled", body(id, "2026-03-01T09:45:00Z", "\"2026-03-01T09:45:00Z\""));
    }

    private static String body(int id, String updatedAt, String cancelledAt) {
        return """
                {"id":%d,"name":"#%d","created_at":"2026-03-01T09:00:00Z","updated_at":"%s","financial_status":"paid",
                 "fulfillment_status":null,"cancelled_at":%s,"currency":"EUR","total_price":"19.90",
                 "line_items":[{"id":1,"sku":"S-1","name":"Shirt","quantity":2,"price":"9.95"}]}
                """.formatted(id, id, updatedAt, cancelledAt);
    }

    private void publish(int id, String topic, String body) {
        Event event = new Event(
                EventType.SHOPIFY,
                SHOP,
                Integer.toString(id),
                topic,
                topic + id,
                null,
                null,
                Instant.parse("2026-03-01T10:00:00Z"),
                null,
                null,
                null,
                body.getBytes(UTF_8));
        ProducerRecord<String, byte[]> sent = new ProducerRecord<>(LogTopics.ORDER_EVENTS, event.key(), event.body());
        event.writeHeaders((name, value) -> sent.headers().add(name, value));
        producer.send(sent);
        producer.flush();
    }

    /** Publishes every record of a topic once more, in the order of its partition. */
    int redeliver(String topic) throws ExecutionException, InterruptedException {
        List<ConsumerRecord<String, byte[]>> records = read(topic);
        for (ConsumerRecord<String, byte[]> record : records) {
            producer.send(new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers()));
        }
        producer.flush();
        return records.size();
    }

    private List<ConsumerRecord<String, byte[]>> read(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = ends(topic);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers.kafka(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            await().atMost(LONG).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return records;
    }

    private Map<TopicPartition, Long> ends(String topic) throws ExecutionException, InterruptedException {
        int partitions = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .partitions()
                .size();
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(i -> new TopicPartition(topic, i), i -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((place, end) -> ends.put(place, end.offset()));
        return ends;
    }

    /** Waits until logistics has read, and the processor applied, all that is in their topics. */
    void drain() {
        await().atMost(LONG).until(() -> {
            long committed =
                    admin.listConsumerGroupOffsets("logistics").partitionsToOffsetAndMetadata().get().values().stream()
                            .filter(Objects::nonNull)
                            .mapToLong(position -> position.offset())
                            .sum();
            return committed >= sum(ends(LogTopics.SHIPMENT_REQUESTS))
                    && number(orders, "SELECT coalesce(sum(next_offset), 0) FROM consumer_progress")
                            == sum(ends(LogTopics.ORDER_EVENTS)) + sum(ends(LogTopics.QUARANTINE));
        });
    }

    private static long sum(Map<TopicPartition, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    long ordersIn(String state) {
        return number(orders, "SELECT count(*) FROM orders WHERE state = '" + state + "'");
    }

    void awaitOrders(String state, long count) {
        await().atMost(LONG).until(() -> ordersIn(state) == count);
    }

    List<String> ofOrders(String sql) {
        return rows(orders, sql);
    }

    List<String> ofShipments(String sql) {
        return rows(shipments, sql);
    }

    private long number(String database, String sql) {
        return Long.parseLong(rows(database, sql).get(0));
    }

    /** Each row as its columns' texts, joined by {@code |}. */
    private static List<String> rows(String database, String sql) {
        DatabaseUrl url = DatabaseUrl.parse(database);
        try (Connection connection = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(result.getString(i));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        logistics.close();
        carrier.close();
        processor.close();
        producer.close();
        admin.close();
    }
}
