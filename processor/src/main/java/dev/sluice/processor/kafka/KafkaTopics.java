package dev.sluice.processor.kafka;

import dev.sluice.contract.LogTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates the topics that are missing and knows their ids. A topic that exists is never changed. */
@Component
public class KafkaTopics {
    private static final Logger log = LoggerFactory.getLogger(KafkaTopics.class);
    private static final List<String> ALL = List.of(
            LogTopics.ORDER_EVENTS,
            LogTopics.QUARANTINE,
            LogTopics.TRANSITIONS,
            LogTopics.NOTIFICATIONS,
            LogTopics.SHIPMENT_REQUESTS);
    private static final int REPLICAS_THAT_CAN_SPARE_ONE = 3;

    private final Admin admin;
    private final KafkaSettings settings;

    KafkaTopics(Admin admin, KafkaSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** Creates what is missing. */
    public Mono<Void> ensure() {
        return Flux.fromIterable(ALL).concatMap(this::create).then();
    }

    private Mono<Void> create(String topic) {
        short replication = settings.replicationFactor();
        NewTopic wanted = new NewTopic(
                        topic,
                        Optional.of(settings.partitions()),
                        replication < 0 ? Optional.empty() : Optional.of(replication))
                .configs(settings(replication));
        return Mono.defer(() -> mono(admin.createTopics(List.of(wanted)).all()))
                .doOnSuccess(created -> log.info("topic {} created with {} partitions", topic, settings.partitions()))
                .onErrorResume(TopicExistsException.class, exists -> Mono.empty());
    }

    /** With three replicas or more an ack is that of two at least, so that it survives the loss of any one. */
    static Map<String, String> settings(short replication) {
        Map<String, String> settings = new HashMap<>(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(LogTopics.RETENTION.toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG, Long.toString(LogTopics.SEGMENT.toMillis()),
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LogTopics.MAX_RECORD_BYTES)));
        if (replication >= REPLICAS_THAT_CAN_SPARE_ONE) {
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return settings;
    }

    /** Kafka's ids of the topics that are consumed, by name. */
    Mono<Map<String, String>> consumedIds() {
        return Mono.defer(() -> mono(admin.describeTopics(List.of(LogTopics.ORDER_EVENTS, LogTopics.QUARANTINE))
                        .allTopicNames()))
                .map(KafkaTopics::ids);
    }

    private static Map<String, String> ids(Map<String, TopicDescription> descriptions) {
        Map<String, String> ids = new HashMap<>();
        descriptions.forEach(
                (name, description) -> ids.put(name, description.topicId().toString()));
        return ids;
    }

    /** Kafka's futures end with the bare cause, not wrapped in a CompletionException. */
    static <T> Mono<T> mono(KafkaFuture<T> future) {
        return Mono.create(sink -> future.whenComplete((value, error) -> {
            if (error == null) {
                sink.success(value);
            } else {
                sink.error(error);
            }
        }));
    }
}
