package dev.sluice.logistics;

import dev.sluice.contract.LogTopics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes shipment requests down, and does nothing else, so that no carrier can hold it up. Offsets are committed after the
 * database has: what comes twice is known, what was not written down comes again.
 */
final class RequestConsumer implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RequestConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MS = 1_000;

    private final LogisticsSettings settings;
    private final Database database;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    RequestConsumer(LogisticsSettings settings, Database database) {
        this.settings = settings;
        this.database = database;
    }

    /** Consumes until it is closed, joining anew after every failure: from what was committed. */
    @Override
    public void run() {
        boolean open = true;
        while (open) {
            try (KafkaConsumer<String, byte[]> joined = new KafkaConsumer<>(properties())) {
                consumer = joined;
                consume(joined);
            } catch (WakeupException e) {
                log.debug("closing");
            } catch (SQLException | RuntimeException e) {
                log.warn("consuming stopped, joining again: {}", e.toString());
            }
            open = pause();
        }
        database.close();
    }

    private boolean pause() {
        try {
            return !closed.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, Object> properties() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafka(),
                ConsumerConfig.GROUP_ID_CONFIG,
                settings.groupId(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                settings.groupId(),
                // Batches are published in transactions: what was given up must not be seen.
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                500,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }

    private void consume(KafkaConsumer<String, byte[]> joined) throws SQLException {
        joined.subscribe(List.of(LogTopics.SHIPMENT_REQUESTS));
        while (closed.getCount() > 0) {
            ConsumerRecords<String, byte[]> records = joined.poll(POLL);
            if (!records.isEmpty()) {
                database.write(connection -> apply(connection, records));
                joined.commitSync();
            }
        }
    }

    private static void apply(Connection connection, ConsumerRecords<String, byte[]> records) throws SQLException {
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                Shipments.apply(connection, ShipmentRequest.read(record.value()));
            } catch (IllegalArgumentException e) {
                log.error("partition {} offset {}: {}, set aside", record.partition(), record.offset(), e.getMessage());
                Shipments.setAside(
                        connection,
                        record.partition(),
                        record.offset(),
                        record.value(),
                        String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }
}
