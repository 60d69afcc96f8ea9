package dev.sluice.loadtest.bench;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.samples.SaleDay;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills the log with a sale day's events, as the gateway would write them, without the gateway. */
final class Backlog {
    private static final int DELIVERIES_AN_ORDER = 4;

    /** Produces exactly {@code events} events of new orders and returns when all are acknowledged. */
    static void produce(String kafka, String shop, long run, int events) throws IOException {
        produce(kafka, shop, run, events, 0);
    }

    /** @param rate events a second; 0 for as fast as it goes */
    static void produce(String kafka, String shop, long run, int events, int rate) throws IOException {
        SaleDay day = new SaleDay(new SaleDay.Settings(
                run,
                run,
                Math.min(SaleDay.Settings.MAX_ORDERS, events / DELIVERIES_AN_ORDER + 100),
                List.of(shop),
                Instant.ofEpochSecond(run).minusSeconds(500_000),
                0.1,
                0.25,
                0));
        AtomicReference<Exception> failure = new AtomicReference<>();
        int sent = 0;
        long start = System.nanoTime();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings(kafka))) {
            for (Delivery delivery : day) {
                if (sent == events) {
                    break;
                }
                if (rate > 0) {
                    LockSupport.parkNanos(start + TimeUnit.SECONDS.toNanos(1) * sent / rate - System.nanoTime());
                }
                producer.send(record(delivery), (metadata, e) -> {
                    if (e != null) {
                        failure.set(e);
                    }
                });
                sent++;
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IOException("the backlog could not be written", failure.get());
        }
        if (sent < events) {
            throw new IOException("the day has only " + sent + " deliveries");
        }
    }

    private static ProducerRecord<String, byte[]> record(Delivery delivery) {
        Event event = new Event(
                EventType.SHOPIFY,
                delivery.shop(),
                delivery.orderId(),
                delivery.topic(),
                delivery.webhookId(),
                delivery.eventId(),
                delivery.triggeredAt(),
                Instant.now(),
                delivery.apiVersion(),
                null,
                null,
                delivery.body());
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(LogTopics.ORDER_EVENTS, event.key(), delivery.body());
        event.writeHeaders((name, value) -> record.headers().add(name, value));
        return record;
    }

    private static Properties settings(String kafka) {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopics.MAX_RECORD_BYTES);
        return settings;
    }

    private Backlog() {}
}
