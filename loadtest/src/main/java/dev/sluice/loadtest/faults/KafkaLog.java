package dev.sluice.loadtest.faults;

import dev.sluice.contract.LogTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads Kafka as every consumer must: what is committed. */
final class KafkaLog {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LONGEST_READ_NANOS = TimeUnit.SECONDS.toNanos(120);

    /** What the gateway writes. */
    static final List<String> EVENT_TOPICS = List.of(LogTopics.ORDER_EVENTS, LogTopics.QUARANTINE);

    private final String bootstrap;

    KafkaLog(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** The ends of all partitions of the topics. */
    Map<TopicPartition, Long> ends(Collection<String> topics) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            return ends(consumer, topics);
        }
    }

    private static Map<TopicPartition, Long> ends(KafkaConsumer<String, byte[]> consumer, Collection<String> topics) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (String topic : topics) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, TIMEOUT).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            ends.putAll(consumer.endOffsets(partitions, TIMEOUT));
        }
        return ends;
    }

    /**
     * Passes every record from there to the present ends to {@code sink}, those of a partition in order.
     *
     * @return the ends that it read to
     * @throws IllegalStateException when it takes longer than two minutes
     */
    Map<TopicPartition, Long> read(Map<TopicPartition, Long> from, Consumer<ConsumerRecord<String, byte[]>> sink) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet(), TIMEOUT);
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            long end = System.nanoTime() + LONGEST_READ_NANOS;
            while (!reached(consumer, ends)) {
                consumer.poll(POLL).forEach(sink);
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the log could not be read to its end");
                }
            }
            return ends;
        }
    }

    private static boolean reached(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), TIMEOUT) >= end.getValue());
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        return new KafkaConsumer<>(settings);
    }
}
