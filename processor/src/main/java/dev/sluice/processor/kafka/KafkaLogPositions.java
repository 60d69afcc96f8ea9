package dev.sluice.processor.kafka;

import dev.sluice.contract.LogTopics;
import dev.sluice.processor.redact.LogPositions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks the cluster where {@code order-events} and {@code order-events-quarantine} begin and end. */
@Component
class KafkaLogPositions implements LogPositions {
    private final Admin admin;
    private final KafkaSettings settings;

    KafkaLogPositions(Admin admin, KafkaSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    @Override
    public Mono<List<Position>> beginnings() {
        return positions(OffsetSpec.earliest());
    }

    @Override
    public Mono<List<Position>> ends() {
        return positions(OffsetSpec.latest());
    }

    private Mono<List<Position>> positions(OffsetSpec spec) {
        return Mono.defer(() ->
                        KafkaTopics.mono(admin.describeTopics(List.of(LogTopics.ORDER_EVENTS, LogTopics.QUARANTINE))
                                .allTopicNames()))
                .flatMap(topics -> positions(topics, spec))
                .timeout(settings.requestTimeout());
    }

    private Mono<List<Position>> positions(Map<String, TopicDescription> topics, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        topics.forEach((name, topic) -> topic.partitions()
                .forEach(partition -> asked.put(new TopicPartition(name, partition.partition()), spec)));
        return KafkaTopics.mono(admin.listOffsets(asked).all())
                .map(offsets -> offsets.entrySet().stream()
                        .map(offset -> position(topics, offset.getKey(), offset.getValue()))
                        .toList());
    }

    private static Position position(
            Map<String, TopicDescription> topics, TopicPartition place, ListOffsetsResultInfo offset) {
        TopicDescription topic = Objects.requireNonNull(topics.get(place.topic()));
        return new Position(topic.topicId().toString(), place.partition(), offset.offset());
    }
}
