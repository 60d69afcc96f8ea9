package dev.sluice.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import dev.sluice.local.testing.EventLoops;
import dev.sluice.local.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The processor on real servers, with an empty database and empty topics of its own. */
final class RunningProcessor implements AutoCloseable {
    static {
        EventLoops.watch();
    }

    static final Duration LONG = Duration.ofSeconds(60);
    static final String SHOP = "first.example.com";
    private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");

    private final TestServers servers = TestServers.get();
    private String databaseUrl = servers.freshDatabase();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()));
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka(), ProducerConfig.LINGER_MS_CONFIG, 0),
            new StringSerializer(),
            new ByteArraySerializer());
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final Map<String, Object> settings = new java.util.HashMap<>();

    static RunningProcessor start() {
        return start(Map.of());
    }

    /** With settings, by the names of their environment variables, for all instances. */
    static RunningProcessor start(Map<String, Object> settings) {
        RunningProcessor processor = new RunningProcessor();
        processor.settings.putAll(settings);
        processor.emptyTopics();
        processor.startInstance();
        return processor;
    }

    private void emptyTopics() {
        try {
            Set<String> existing = new HashSet<>(admin.listTopics().names().get());
            existing.retainAll(Set.of(
                    LogTopics.ORDER_EVENTS,
                    LogTopics.QUARANTINE,
                    LogTopics.TRANSITIONS,
                    LogTopics.NOTIFICATIONS,
                    LogTopics.SHIPMENT_REQUESTS));
            admin.deleteTopics(existing).all().get();
            await().atMost(LONG)
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(existing::contains));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts one more instance of the processor and waits until it is ready.
     *
     * @param parts configuration that replaces some of its parts
     */
    ConfigurableApplicationContext startInstance(Class<?>... parts) {
        ConfigurableApplicationContext instance = new SpringApplicationBuilder(Processor.class)
                .sources(parts)
                .properties(Map.of(
                        "SLUICE_DATABASE_URL", databaseUrl,
                        "SLUICE_KAFKA", servers.kafka(),
                        "SLUICE_PROCESSOR_MANAGEMENT_PORT", "0",
                        "SLUICE_BIND_ADDRESS", "127.0.0.1",
                        "SLUICE_DATABASE_LOCK_TIMEOUT", "300ms",
                        "spring.main.sources", dev.sluice.processor.audit.WholeAudit.class.getName(),
                        "spring.jmx.enabled", "false"))
                .properties(
                        "SLUICE_REDACT_INTERVAL=200ms", "SLUICE_REDACT_CHUNK=3", "SLUICE_TENANCY_SWEEP_INTERVAL=100ms")
                .properties(settings)
                .run();
        instances.add(instance);
        await().atMost(LONG)
                .until(() -> instance.getBean(dev.sluice.processor.consume.Consumption.class)
                        .settled());
        return instance;
    }

    void stop(ConfigurableApplicationContext instance) {
        instance.close();
        instances.remove(instance);
    }

    /** As if the database had been lost and the log had not. */
    void startOverWithAnEmptyDatabase() {
        List.copyOf(instances).forEach(this::stop);
        databaseUrl = servers.freshDatabase();
        startInstance();
    }

    /** Exit code of the program behind {@code scripts/audit}. */
    int auditProgram() {
        return SpringApplication.exit(new SpringApplicationBuilder(Processor.class)
                .web(WebApplicationType.NONE)
                .profiles("audit")
                .properties(Map.of("SLUICE_DATABASE_URL", databaseUrl, "SLUICE_KAFKA", servers.kafka()))
                .run("audit"));
    }

    /** The lines of an audit of all of the log. */
    List<String> audit() {
        return instance().getBean(dev.sluice.processor.audit.WholeAudit.class).lines();
    }

    /** Makes Kafka forget how far the group has read, as if a processor died before it could commit its offsets. */
    void forgetCommittedOffsets() {
        try {
            Map<TopicPartition, org.apache.kafka.clients.consumer.OffsetAndMetadata> zero = new java.util.HashMap<>();
            ends(LogTopics.ORDER_EVENTS)
                    .keySet()
                    .forEach(place -> zero.put(place, new org.apache.kafka.clients.consumer.OffsetAndMetadata(0)));
            admin.alterConsumerGroupOffsets("sluice-processor", zero).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    ConfigurableApplicationContext instance() {
        return instances.get(0);
    }

    /** A Shopify delivery as the gateway would publish it. */
    static Event delivery(String topic, @Nullable String orderId, String webhookId, String body) {
        return delivery(SHOP, topic, orderId, webhookId, body);
    }

    static Event delivery(String shop, String topic, @Nullable String orderId, String webhookId, String body) {
        return new Event(
                EventType.SHOPIFY,
                shop,
                orderId,
                topic,
                webhookId,
                "event-of-" + webhookId,
                "2026-03-01T09:59:59Z",
                RECEIVED,
                "2026-01",
                null,
                null,
                body.getBytes(UTF_8));
    }

    void publish(Event... events) {
        publish(List.of(events));
    }

    void publish(List<Event> events) {
        events.forEach(event -> send(LogTopics.ORDER_EVENTS, event));
        producer.flush();
    }

    /** As the gateway does with a body in which it finds no order. */
    void publishToQuarantine(Event event) {
        send(LogTopics.QUARANTINE, event);
        producer.flush();
    }

    private void send(String topic, Event event) {
        ProducerRecord<String, byte[]> sent = new ProducerRecord<>(topic, event.key(), event.body());
        event.writeHeaders((name, value) -> sent.headers().add(name, value));
        producer.send(sent);
    }

    void publishRaw(String topic, @Nullable String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    /** Waits until everything published so far is applied; the processor may publish commands of its own meanwhile. */
    void drain() {
        Map<TopicPartition, Long> ends = ends(LogTopics.ORDER_EVENTS, LogTopics.QUARANTINE);
        await().atMost(LONG).until(() -> {
            Map<TopicPartition, Long> applied = applied();
            return ends.entrySet().stream().allMatch(end -> applied.getOrDefault(end.getKey(), 0L) >= end.getValue());
        });
    }

    private Map<TopicPartition, Long> applied() {
        Map<TopicPartition, Long> applied = new java.util.HashMap<>();
        for (String row :
                rows("SELECT topic, partition, next_offset FROM consumer_progress JOIN logs USING (log_id)")) {
            String[] columns = row.split("\\|");
            applied.put(new TopicPartition(columns[0], Integer.parseInt(columns[1])), Long.parseLong(columns[2]));
        }
        return applied;
    }

    /** Makes Kafka drop all records that were published so far, as its retention will. */
    void dropLog() {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        ends(LogTopics.ORDER_EVENTS, LogTopics.QUARANTINE)
                .forEach((place, end) -> all.put(place, RecordsToDelete.beforeOffset(end)));
        try {
            admin.deleteRecords(all).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tables and columns of the whole database that hold a text, in whatever form. */
    List<String> holding(String text) {
        List<String> found = new ArrayList<>();
        for (String row : rows("""
                SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
                JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
                  AND c.data_type IN ('text', 'bytea', 'jsonb', 'ARRAY', 'character varying')""")) {
            String[] place = row.split("\\|");
            String column = '"' + place[1] + '"';
            String holds = place[2].equals("bytea")
                    ? "position(convert_to('" + text + "', 'UTF8') IN " + column + ")"
                    : "position('" + text + "' IN " + column + "::text)";
            if (number("SELECT count(*) FROM \"" + place[0] + "\" WHERE " + holds + " > 0") > 0) {
                found.add(place[0] + '.' + place[1]);
            }
        }
        return found;
    }

    private Map<TopicPartition, Long> ends(String... topics) {
        try {
            Map<TopicPartition, OffsetSpec> asked = new java.util.HashMap<>();
            for (var description :
                    admin.describeTopics(List.of(topics)).allTopicNames().get().values()) {
                description
                        .partitions()
                        .forEach(partition -> asked.put(
                                new TopicPartition(description.name(), partition.partition()), OffsetSpec.latest()));
            }
            Map<TopicPartition, Long> ends = new java.util.HashMap<>();
            admin.listOffsets(asked).all().get().forEach((place, end) -> ends.put(place, end.offset()));
            return ends;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All transitions published so far, in the order in which a consumer of each partition sees them. */
    List<ConsumerRecord<String, String>> publishedTransitions() {
        return published(LogTopics.TRANSITIONS);
    }

    /** Waits until nothing is left to publish, then gives what a consumer sees, partition by partition. */
    List<ConsumerRecord<String, String>> published(String topic) {
        await().atMost(LONG).until(() -> unpublished() == 0);
        return committed(topic);
    }

    long unpublished() {
        return number("""
                SELECT (SELECT count(*) FROM transitions WHERE published_at IS NULL)
                  + (SELECT count(*) FROM notifications WHERE published_at IS NULL)
                  + (SELECT count(*) FROM shipment_requests WHERE published_at IS NULL)""");
    }

    /** What is committed in a topic by now. */
    List<ConsumerRecord<String, String>> committed(String topic) {
        Map<TopicPartition, Long> ends = ends(topic);
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers.kafka(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            await().atMost(LONG).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return found;
    }

    /** Each row as its columns' texts, joined by {@code |}. */
    List<String> rows(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "" : "|").append(result.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql) {
        return Long.parseLong(rows(sql).get(0));
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect() throws SQLException {
        DatabaseUrl url = DatabaseUrl.parse(databaseUrl);
        return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
    }

    /** The equation of G2, by the sums and by the rows. */
    boolean ledgerBalances() {
        return number("""
                        SELECT count(*) FROM consumer_progress p WHERE p.next_offset - p.first_offset <>
                          coalesce((SELECT sum(events) FROM ledger l
                                    WHERE l.log_id = p.log_id AND l.partition = p.partition), 0)
                        """) == 0 && number("""
                        SELECT count(*) FROM consumer_progress p WHERE p.next_offset - p.first_offset <>
                          (SELECT count(*) FROM outcomes o WHERE o.log_id = p.log_id AND o.partition = p.partition)
                        """) == 0;
    }

    @Override
    public void close() {
        List.copyOf(instances).forEach(this::stop);
        producer.close();
        admin.close();
    }
}
