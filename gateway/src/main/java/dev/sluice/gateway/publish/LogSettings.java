package dev.sluice.gateway.publish;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How the gateway writes to Kafka.
 *
 * @param groupId consumer group of the processors, whose committed offsets tell the depth while PostgreSQL is away
 * @param bufferMemory most bytes that wait for the broker; above what admission lets in, so that it never runs full
 * @param deliveryTimeout after which an event that the broker has not acknowledged is given up
 */
@ConfigurationProperties("sluice.kafka")
public record LogSettings(
        String bootstrapServers,
        String groupId,
        DataSize bufferMemory,
        DataSize batchSize,
        Duration linger,
        Duration requestTimeout,
        Duration deliveryTimeout) {

    public LogSettings {
        if (bootstrapServers == null || bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("SLUICE_KAFKA is not set: host:port of the Kafka brokers");
        }
        if (linger.plus(requestTimeout).compareTo(deliveryTimeout) > 0) {
            throw new IllegalArgumentException(
                    "sluice.kafka.delivery-timeout must not be below linger and request-timeout together");
        }
        if (deliveryTimeout.compareTo(Duration.ofMillis(3500)) > 0) {
            throw new IllegalArgumentException(
                    "sluice.kafka.delivery-timeout must be at most 3.5 s: a delivery is answered within 4 s");
        }
    }
}
