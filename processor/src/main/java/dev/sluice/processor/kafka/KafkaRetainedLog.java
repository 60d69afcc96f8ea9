package dev.sluice.processor.kafka;

import dev.sluice.processor.audit.RetainedLog;
import dev.sluice.processor.consume.EventLog;
import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.consume.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/** Reads the log with a consumer that belongs to no group, polled on a thread that may block. */
@Component
class KafkaRetainedLog implements RetainedLog {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int POLL_RECORDS = 200;
    private static final int FETCH_BYTES = 2 * 1024 * 1024;

    private final EventLog eventLog;
    private final KafkaTopics topics;
    private final KafkaSettings settings;

    KafkaRetainedLog(EventLog eventLog, KafkaTopics topics, KafkaSettings settings) {
        this.eventLog = eventLog;
        this.topics = topics;
        this.settings = settings;
    }

    @Override
    public Mono<EventLog.Range> range(LogPartition partition) {
        return topics.consumedIds()
                .filter(ids -> Objects.equals(ids.get(partition.topic()), partition.topicId()))
                .flatMap(ids -> eventLog.range(partition));
    }

    @Override
    public Flux<List<LogRecord>> read(LogPartition partition, long from, long to) {
        TopicPartition place = new TopicPartition(partition.topic(), partition.partition());
        return Flux.<List<LogRecord>, Reading>generate(
                        () -> new Reading(consumer(), place, from, to), Reading::next, Reading::close)
                .filter(records -> !records.isEmpty())
                .subscribeOn(Schedulers.boundedElastic());
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-processor-audit");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A stretch that is being read; used by one thread at a time. */
    private final class Reading {
        private final KafkaConsumer<String, byte[]> consumer;
        private final TopicPartition place;
        private final long to;
        private long lastProgressNanos = System.nanoTime();

        Reading(KafkaConsumer<String, byte[]> consumer, TopicPartition place, long from, long to) {
            this.consumer = consumer;
            this.place = place;
            this.to = to;
            consumer.assign(List.of(place));
            consumer.seek(place, from);
        }

        Reading next(SynchronousSink<List<LogRecord>> sink) {
            if (consumer.position(place, settings.requestTimeout()) >= to) {
                sink.complete();
                return this;
            }
            List<LogRecord> records = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(place)) {
                if (record.offset() < to) {
                    records.add(KafkaEventLog.logRecord(record, () -> {}));
                }
            }
            long now = System.nanoTime();
            if (!records.isEmpty()) {
                lastProgressNanos = now;
            } else if (now - lastProgressNanos > settings.requestTimeout().toNanos()) {
                sink.error(new IllegalStateException("the log of " + place + " cannot be read"));
                return this;
            }
            sink.next(records);
            return this;
        }

        void close() {
            consumer.close();
        }
    }
}
