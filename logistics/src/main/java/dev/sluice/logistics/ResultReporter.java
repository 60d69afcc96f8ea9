package dev.sluice.logistics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import dev.sluice.contract.OrderKey;
import dev.sluice.logistics.Shipments.Result;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells Sluice what became of shipments, as events of the order: they wait in the same line as everything else that
 * happens to it. A result is marked once Kafka has it; one that goes out twice is the same delivery again.
 */
final class ResultReporter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ResultReporter.class);
    private static final int BATCH = 200;
    private static final int ACK_SECONDS = 10;

    private final Database database;
    private final Clock clock;
    private final KafkaProducer<String, byte[]> producer;

    ResultReporter(LogisticsSettings settings, Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.kafka(),
                        ProducerConfig.CLIENT_ID_CONFIG,
                        settings.groupId() + "-results",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        ACK_SECONDS * 1_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Reports what is to be reported. Never throws. */
    void round() {
        try {
            List<Result> results = database.inTransaction(connection -> Shipments.unreported(connection, BATCH));
            if (!results.isEmpty()) {
                publish(results);
                database.write(connection -> Shipments.markReported(connection, results));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | ExecutionException | TimeoutException | RuntimeException e) {
            log.warn("results cannot be reported, trying again: {}", e.toString());
        }
    }

    private void publish(List<Result> results) throws InterruptedException, ExecutionException, TimeoutException {
        List<Future<RecordMetadata>> acks = new ArrayList<>();
        for (Result result : results) {
            Event event = event(result);
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(LogTopics.ORDER_EVENTS, event.key(), event.body());
            event.writeHeaders((name, value) -> record.headers().add(name, value));
            acks.add(producer.send(record));
        }
        for (Future<RecordMetadata> ack : acks) {
            ack.get(ACK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private Event event(Result result) {
        OrderKey order = Objects.requireNonNull(OrderKey.parse(result.orderId()), "a shipment is of an order");
        return new Event(
                EventType.SHIPMENT,
                order.shop(),
                order.orderId(),
                null,
                // With the body the same for every attempt: Sluice recognises what comes twice.
                "shipment-" + result.shipmentId() + '-' + result.status(),
                null,
                null,
                clock.instant(),
                null,
                null,
                null,
                body(order, result));
    }

    private static byte[] body(OrderKey order, Result result) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("order_id", order.orderId());
        body.put("shipment_id", result.shipmentId());
        body.put("status", result.status());
        if (result.trackingNumber() != null) {
            body.put("tracking_number", result.trackingNumber());
        }
        body.put("updated_at", result.occurredAt().toString());
        return body.toString().getBytes(UTF_8);
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(2));
        database.close();
    }
}
