package dev.sluice.processor.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.contract.LogTopics;
import dev.sluice.processor.apply.OutboxShard;
import dev.sluice.processor.outbox.OutboxPublisher;
import dev.sluice.processor.outbox.OutboxSettings;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes each batch in one Kafka transaction. A shard's writers share a {@code transactional.id}: a new one ends the
 * transaction of the one before, and Kafka refuses everything that one does from then on.
 */
@Component
class KafkaOutboxPublisher implements OutboxPublisher {
    private static final Logger log = LoggerFactory.getLogger(KafkaOutboxPublisher.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int BUFFER_BYTES = 16 * 1024 * 1024;
    private static final byte[] CLOUD_EVENT = "application/cloudevents+json; charset=UTF-8".getBytes(US_ASCII);

    private final KafkaSettings kafka;
    private final OutboxSettings outbox;
    // A transaction's calls block for their answers, and sending for the cluster's metadata. Two threads a shard, since
    // closing must not wait for a call of another shard that was given up and has not ended yet.
    private final Scheduler sending = Schedulers.newBoundedElastic(2 * OutboxShard.COUNT, 16, "sluice-outbox");

    KafkaOutboxPublisher(KafkaSettings kafka, OutboxSettings outbox) {
        this.kafka = kafka;
        this.outbox = outbox;
    }

    @Override
    public Writer writer(int shard) {
        return new TransactionalWriter(shard);
    }

    /** The name under which the writers of a shard fence each other. */
    static String transactionalId(String groupId, int shard) {
        return groupId + "-outbox-" + shard;
    }

    private Map<String, Object> properties(int shard) {
        int publishTimeoutMs = (int) outbox.publishTimeout().toMillis();
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice-outbox-" + shard);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(kafka.groupId(), shard));
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) OutboxSettings.TRANSACTION_TIMEOUT.toMillis());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopics.MAX_RECORD_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, publishTimeoutMs);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, publishTimeoutMs / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, publishTimeoutMs);
        return properties;
    }

    @PreDestroy
    void close() {
        // What the relay gave up when it stopped ends its transactions first.
        sending.disposeGracefully()
                .timeout(CLOSE_TIMEOUT.multipliedBy(2))
                .onErrorResume(late -> Mono.fromRunnable(sending::dispose))
                .block(CLOSE_TIMEOUT.multipliedBy(3));
    }

    /** Runs a call that blocks; when it is cancelled the call is interrupted, and what it then says heard by nobody. */
    private Mono<Void> blocking(Runnable call) {
        return Mono.create(sink -> {
            AtomicBoolean cancelled = new AtomicBoolean();
            Disposable running = sending.schedule(() -> {
                try {
                    call.run();
                    sink.success();
                } catch (RuntimeException e) {
                    if (!cancelled.get()) {
                        sink.error(e);
                    }
                }
            });
            sink.onCancel(() -> {
                cancelled.set(true);
                running.dispose();
            });
        });
    }

    /** Synchronized, since a call that was given up may not have ended yet when the writer is closed. */
    private final class TransactionalWriter implements Writer {
        private final int shard;
        private @Nullable KafkaProducer<String, byte[]> producer;
        private boolean inTransaction;

        TransactionalWriter(int shard) {
            this.shard = shard;
        }

        @Override
        public Mono<Void> fence() {
            return blocking(this::start);
        }

        private synchronized void start() {
            KafkaProducer<String, byte[]> started =
                    new KafkaProducer<>(properties(shard), new StringSerializer(), new ByteArraySerializer());
            producer = started;
            started.initTransactions();
        }

        @Override
        public Mono<Void> publish(List<Message> messages) {
            return blocking(() -> commit(messages));
        }

        private synchronized void commit(List<Message> messages) {
            KafkaProducer<String, byte[]> writing = producer;
            if (writing == null) {
                throw new IllegalStateException("a writer that was not started, or is closed");
            }
            writing.beginTransaction();
            inTransaction = true;
            for (Message message : messages) {
                ProducerRecord<String, byte[]> sent =
                        new ProducerRecord<>(message.topic(), message.key(), message.value());
                sent.headers().add("content-type", CLOUD_EVENT);
                writing.send(sent);
            }
            // Waits for the acks of all of them, and is an error when any of them failed.
            writing.commitTransaction();
            inTransaction = false;
        }

        @Override
        public Mono<Void> close() {
            return blocking(this::stop).onErrorResume(error -> {
                log.warn("outbox shard {}: its writer did not end well: {}", shard, error.toString());
                return Mono.empty();
            });
        }

        private synchronized void stop() {
            KafkaProducer<String, byte[]> stopping = producer;
            producer = null;
            if (stopping == null) {
                return;
            }
            try {
                if (inTransaction) {
                    // Else readers would wait for the transaction's time-out, if nobody takes over.
                    stopping.abortTransaction();
                }
            } catch (KafkaException | IllegalStateException e) {
                // Fenced, or its commit is under way: the next writer's fence decides.
                log.debug("outbox shard {}: nothing left to abort: {}", shard, e.toString());
            } finally {
                stopping.close(CLOSE_TIMEOUT);
            }
        }
    }
}
