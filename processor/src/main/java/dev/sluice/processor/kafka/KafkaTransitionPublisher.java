package dev.sluice.processor.kafka;

import dev.sluice.contract.LogTopics;
import dev.sluice.processor.outbox.TransitionPublisher;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Publishes to {@code order-transitions}, idempotently and acknowledged by all in-sync replicas. */
@Component
class KafkaTransitionPublisher implements TransitionPublisher {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final String CLOUD_EVENT = "application/cloudevents+json; charset=UTF-8";

    private final KafkaProducer<String, byte[]> producer;
    // send() blocks while the cluster's metadata is unknown, so it has a thread of its own.
    private final Scheduler sending = Schedulers.newBoundedElastic(1, 16, "sluice-transitions");

    KafkaTransitionPublisher(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice-transitions");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public Mono<Void> publish(List<Message> messages) {
        return Mono.<Void>create(sink -> send(messages, sink)).subscribeOn(sending);
    }

    private void send(List<Message> messages, MonoSink<Void> sink) {
        AtomicInteger open = new AtomicInteger(messages.size());
        for (Message message : messages) {
            ProducerRecord<String, byte[]> published =
                    new ProducerRecord<>(LogTopics.TRANSITIONS, message.key(), message.value());
            published.headers().add("content-type", CLOUD_EVENT.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            producer.send(published, (metadata, error) -> {
                if (error != null) {
                    sink.error(error);
                } else if (open.decrementAndGet() == 0) {
                    sink.success();
                }
            });
        }
    }

    @PreDestroy
    void close() {
        producer.close(CLOSE_TIMEOUT);
        sending.dispose();
    }
}
