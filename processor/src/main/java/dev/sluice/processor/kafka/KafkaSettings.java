package dev.sluice.processor.kafka;

import dev.sluice.contract.LogTopics;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param groupId consumer group; its committed offsets only inform, PostgreSQL holds the progress
 * @param partitions of each topic, used when a topic is created and never after
 * @param replicationFactor of each topic, likewise; -1 takes the brokers' default
 * @param requestTimeout longest wait for an answer of the cluster
 */
@ConfigurationProperties("sluice.kafka")
public record KafkaSettings(
        String bootstrapServers,
        @DefaultValue("sluice-processor") String groupId,
        @DefaultValue("" + LogTopics.DEFAULT_PARTITIONS) int partitions,
        @DefaultValue("-1") short replicationFactor,
        @DefaultValue("10s") Duration requestTimeout) {

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("SLUICE_KAFKA must name the brokers: host:port,host:port");
        }
        if (partitions < 1 || partitions > 1_000) {
            throw new IllegalArgumentException("sluice.kafka.partitions must be 1 to 1000, not " + partitions);
        }
    }
}
