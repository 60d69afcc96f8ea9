package dev.sluice.processor.kafka;

import dev.sluice.contract.Event;
import dev.sluice.contract.LogTopics;
import dev.sluice.processor.repair.CommandPublisher;
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

/**
 * Publishes commands to {@code order-events}, idempotently and acknowledged by all in-sync replicas. The partition follows
 * from the key by the producer's own hash, as it does in the gateway.
 */
@Component
class KafkaCommandPublisher implements CommandPublisher {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaProducer<String, byte[]> producer;
    // send() blocks while the cluster's metadata is unknown, so it has a thread of its own.
    private final Scheduler sending = Schedulers.newBoundedElastic(1, 16, "sluice-commands");

    KafkaCommandPublisher(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice-commands");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * 1024 * 1024);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_500);
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public Mono<Void> publish(List<Event> commands) {
        return Mono.<Void>create(sink -> send(commands, sink)).subscribeOn(sending);
    }

    private void send(List<Event> commands, MonoSink<Void> sink) {
        AtomicInteger open = new AtomicInteger(commands.size());
        for (Event command : commands) {
            ProducerRecord<String, byte[]> published =
                    new ProducerRecord<>(LogTopics.ORDER_EVENTS, command.key(), command.body());
            command.writeHeaders(published.headers()::add);
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
