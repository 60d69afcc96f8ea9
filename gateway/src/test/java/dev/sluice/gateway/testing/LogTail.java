package dev.sluice.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.Event;
import dev.sluice.contract.LogTopics;
import dev.sluice.local.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What comes into the log after this was opened. */
public final class LogTail implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Entry> entries = new ArrayList<>();

    public LogTail() {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.get().kafka(), "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(LogTopics.ORDER_EVENTS, LogTopics.QUARANTINE)) {
            for (int i = 0; i < LogTopics.DEFAULT_PARTITIONS; i++) {
                partitions.add(new TopicPartition(topic, i));
            }
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Waits for an event that fits. */
    public Entry await(Predicate<Event> wanted) {
        long deadline = System.nanoTime() + RunningGateway.BOUND.toNanos();
        while (System.nanoTime() < deadline) {
            for (Entry entry : entries) {
                if (wanted.test(entry.event)) {
                    return entry;
                }
            }
            poll();
        }
        throw new AssertionError("no such event among " + entries.size());
    }

    /** All events that fit, once at least {@code atLeast} are there. */
    public List<Entry> all(Predicate<Event> wanted, int atLeast) {
        long deadline = System.nanoTime() + RunningGateway.BOUND.toNanos();
        List<Entry> found = List.of();
        while (System.nanoTime() < deadline) {
            found = entries.stream().filter(entry -> wanted.test(entry.event)).toList();
            if (found.size() >= atLeast) {
                break;
            }
            poll();
        }
        return found;
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(100))
                .forEach(message -> entries.add(new Entry(message.topic(), read(message))));
    }

    private static Event read(ConsumerRecord<String, byte[]> message) {
        return Event.read(
                message.key(),
                name -> {
                    Header header = message.headers().lastHeader(name);
                    return header == null ? null : header.value();
                },
                message.value());
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** An event and the topic it is on. */
    public record Entry(String topic, Event event) {
        public String text() {
            return new String(event.body(), UTF_8);
        }
    }
}
