package dev.sluice.processor.kafka;

import dev.sluice.contract.LogTopics;
import dev.sluice.processor.consume.EventLog;
import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.consume.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.util.retry.Retry;

/** Consumes {@code order-events} and {@code order-events-quarantine} through reactor-kafka. */
@Component
class KafkaEventLog implements EventLog {
    private static final Logger log = LoggerFactory.getLogger(KafkaEventLog.class);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
    private static final int POLL_RECORDS = 500;

    /** Polls that may wait to be taken. By default it is 256, outside of every bound: all of the heap when bodies are large. */
    private static final int AHEAD = 1;

    private static final int FETCH_BYTES = 4 * 1024 * 1024;

    private final Admin admin;
    private final KafkaTopics topics;
    private final KafkaSettings settings;
    private volatile @Nullable KafkaReceiver<String, byte[]> receiver;

    KafkaEventLog(Admin admin, KafkaTopics topics, KafkaSettings settings) {
        this.admin = admin;
        this.topics = topics;
        this.settings = settings;
    }

    @Override
    public Mono<Void> consume(Listener listener) {
        return topics.consumedIds()
                .flatMap(ids -> consume(listener, ids))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(MAX_BACKOFF)
                        .doBeforeRetry(signal ->
                                log.warn("consuming stopped, joining again: {}", String.valueOf(signal.failure()))));
    }

    private Mono<Void> consume(Listener listener, Map<String, String> topicIds) {
        Assignment assignment = new Assignment(listener, topicIds);
        KafkaReceiver<String, byte[]> joining = KafkaReceiver.create(options(assignment));
        receiver = joining;
        return joining.receiveBatch(AHEAD)
                .concatMap(
                        records -> records.collectList()
                                .doOnNext(assignment::deliver)
                                .then(listener.room()),
                        1)
                .then()
                .doFinally(signal -> assignment.revokeAll());
    }

    private ReceiverOptions<String, byte[]> options(Assignment assignment) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-processor");
        // A position that is not known must stop the partition, never silently become another.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LogTopics.MAX_RECORD_BYTES);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        return ReceiverOptions.<String, byte[]>create(properties)
                .withKeyDeserializer(new StringDeserializer())
                .withValueDeserializer(new ByteArrayDeserializer())
                .commitInterval(COMMIT_INTERVAL)
                .commitBatchSize(0)
                .maxCommitAttempts(1_000)
                // Records that are dropped on purpose are never acknowledged; a rebalance must not wait for them.
                .maxDelayRebalance(Duration.ZERO)
                .addAssignListener(assignment::assigned)
                .addRevokeListener(assignment::revoked)
                .subscription(Set.of(LogTopics.ORDER_EVENTS, LogTopics.QUARANTINE));
    }

    @Override
    public Mono<Range> range(LogPartition partition) {
        TopicPartition place = place(partition);
        Mono<Long> first = offset(place, OffsetSpec.earliest());
        Mono<Long> end = offset(place, OffsetSpec.latest());
        return Mono.zip(first, end, Range::new);
    }

    private Mono<Long> offset(TopicPartition place, OffsetSpec spec) {
        return Mono.defer(() ->
                        KafkaTopics.mono(admin.listOffsets(Map.of(place, spec)).partitionResult(place)))
                .map(result -> result.offset())
                .timeout(settings.requestTimeout());
    }

    @Override
    public Mono<Void> start(LogPartition partition, long offset) {
        TopicPartition place = place(partition);
        return onConsumer(consumer -> {
            if (consumer.assignment().contains(place)) {
                consumer.seek(place, offset);
                consumer.resume(Set.of(place));
            }
        });
    }

    @Override
    public Mono<Void> pause(LogPartition partition) {
        return ifAssigned(partition, Consumer::pause);
    }

    @Override
    public Mono<Void> resume(LogPartition partition) {
        return ifAssigned(partition, Consumer::resume);
    }

    private Mono<Void> ifAssigned(
            LogPartition partition,
            java.util.function.BiConsumer<Consumer<String, byte[]>, Collection<TopicPartition>> request) {
        TopicPartition place = place(partition);
        return onConsumer(consumer -> {
            if (consumer.assignment().contains(place)) {
                request.accept(consumer, Set.of(place));
            }
        });
    }

    private Mono<Void> onConsumer(java.util.function.Consumer<Consumer<String, byte[]>> request) {
        KafkaReceiver<String, byte[]> current = receiver;
        if (current == null) {
            return Mono.error(new IllegalStateException("nothing is consumed yet"));
        }
        return current.doOnConsumer(consumer -> {
                    request.accept(consumer);
                    return true;
                })
                .timeout(settings.requestTimeout())
                .then();
    }

    private static TopicPartition place(LogPartition partition) {
        return new TopicPartition(partition.topic(), partition.partition());
    }

    /** Translates between Kafka's partitions and the log's, for one membership in the group. */
    private static final class Assignment {
        private final Listener listener;
        private final Map<String, String> topicIds;
        private final Map<TopicPartition, LogPartition> partitions = new HashMap<>();

        Assignment(Listener listener, Map<String, String> topicIds) {
            this.listener = listener;
            this.topicIds = topicIds;
        }

        synchronized void assigned(Collection<ReceiverPartition> assigned) {
            for (ReceiverPartition each : assigned) {
                // Any position will do until the progress is read: without one, polling would fail.
                each.seekToEnd();
                TopicPartition place = each.topicPartition();
                LogPartition partition =
                        new LogPartition(place.topic(), String.valueOf(topicIds.get(place.topic())), place.partition());
                partitions.put(place, partition);
                listener.assigned(partition);
            }
            listener.joined();
        }

        synchronized void revoked(Collection<ReceiverPartition> revoked) {
            for (ReceiverPartition each : revoked) {
                LogPartition partition = partitions.remove(each.topicPartition());
                if (partition != null) {
                    listener.revoked(partition);
                }
            }
        }

        synchronized void revokeAll() {
            List.copyOf(partitions.values()).forEach(listener::revoked);
            partitions.clear();
        }

        void deliver(List<ReceiverRecord<String, byte[]>> records) {
            Map<TopicPartition, List<LogRecord>> byPartition = new LinkedHashMap<>();
            for (ReceiverRecord<String, byte[]> record : records) {
                byPartition
                        .computeIfAbsent(
                                new TopicPartition(record.topic(), record.partition()), place -> new ArrayList<>())
                        .add(logRecord(record, () -> record.receiverOffset().acknowledge()));
            }
            byPartition.forEach((place, list) -> {
                LogPartition partition = partition(place);
                if (partition != null) {
                    listener.received(partition, list);
                }
            });
        }

        private synchronized @Nullable LogPartition partition(TopicPartition place) {
            return partitions.get(place);
        }
    }

    /**
     * @param done called when everything up to the record is applied
     */
    static LogRecord logRecord(ConsumerRecord<String, byte[]> record, Runnable done) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        return new LogRecord(record.offset(), record.key(), lastValues(record.headers()), value, done);
    }

    /**
     * Reads every header first: until it is read, a header of Kafka's holds on to the memory of its whole record, body
     * included, of which {@link ConsumerRecord#value} is a copy.
     */
    private static Function<String, byte @Nullable []> lastValues(Headers headers) {
        for (Header header : headers) {
            header.key();
            header.value();
        }
        return name -> {
            Header header = headers.lastHeader(name);
            return header == null ? null : header.value();
        };
    }
}
