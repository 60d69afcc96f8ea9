package dev.sluice.gateway.publish;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG;
import static org.apache.kafka.clients.CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG;

import dev.sluice.contract.LogTopics;
import dev.sluice.gateway.breaker.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {

    @Bean
    InFlight inFlight() {
        return new InFlight();
    }

    /** Closed by the publisher, after the last request. */
    @Bean(destroyMethod = "")
    Producer<byte[], byte[]> producer(LogSettings settings) {
        Map<String, Object> config = connection(settings, "sluice-gateway");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, (int) settings.linger().toMillis());
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, (int) settings.batchSize().toBytes());
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, settings.bufferMemory().toBytes());
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LogTopics.MAX_RECORD_BYTES);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                settings.deliveryTimeout().toMillis());
        // A send runs on an event loop: whatever it may wait for, it waits for this long at most.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 100);
        // The topics' metadata must still be there after any quiet time.
        config.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(3650).toMillis());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Bean
    Admin admin(LogSettings settings) {
        Map<String, Object> config = connection(settings, "sluice-gateway-admin");
        config.put(
                DEFAULT_API_TIMEOUT_MS_CONFIG,
                2 * (int) settings.requestTimeout().toMillis());
        return Admin.create(config);
    }

    private static Map<String, Object> connection(LogSettings settings, String client) {
        Map<String, Object> config = new HashMap<>();
        config.put(BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(CLIENT_ID_CONFIG, client);
        config.put(REQUEST_TIMEOUT_MS_CONFIG, (int) settings.requestTimeout().toMillis());
        config.put(SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_000);
        config.put(SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 2_000);
        config.put(RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return config;
    }

    @Bean
    KafkaEventPublisher eventPublisher(
            Producer<byte[], byte[]> producer, InFlight inFlight, Breakers breakers, LogSettings settings) {
        return new KafkaEventPublisher(
                producer,
                inFlight,
                breakers.add("kafka", breaker()),
                settings.bufferMemory().toBytes() / 2);
    }

    /**
     * Opens when half of the last sends failed, each after its time-out, and lets a few through every second until they are
     * acknowledged. An event that is too large for the log says nothing about the log.
     */
    static CircuitBreakerConfig breaker() {
        return Breakers.config(100, 10, 50, 3)
                .ignoreExceptions(RecordTooLargeException.class)
                .build();
    }

    @Bean
    KafkaLogReader logReader(Admin admin, LogSettings settings) {
        return new KafkaLogReader(admin, settings.groupId());
    }

    /** Named for the health group: {@code log}. */
    @Bean("logHealthIndicator")
    LogOpener logOpener(KafkaLogReader reader, Producer<byte[], byte[]> producer, KafkaEventPublisher publisher) {
        return new LogOpener(reader, producer, publisher);
    }
}
