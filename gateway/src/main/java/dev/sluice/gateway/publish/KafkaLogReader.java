package dev.sluice.gateway.publish;

import static dev.sluice.contract.LogTopics.ORDER_EVENTS;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;

/** Asks the brokers by the admin client, whose own time-outs bound each call. */
final class KafkaLogReader implements LogReader {
    private static final String PROCESSOR_GROUP = "sluice-processor";

    private final Admin admin;

    KafkaLogReader(Admin admin) {
        this.admin = admin;
    }

    /** Fails while one of the topics does not exist; never creates one. */
    Mono<Map<String, TopicDescription>> topics(List<String> names) {
        return mono(() -> admin.describeTopics(names).allTopicNames());
    }

    @Override
    public Mono<LogEnds> ends() {
        return topics(List.of(ORDER_EVENTS)).flatMap(topics -> ends(requireNonNull(topics.get(ORDER_EVENTS))));
    }

    private Mono<LogEnds> ends(TopicDescription topic) {
        Map<TopicPartition, OffsetSpec> latest = topic.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(ORDER_EVENTS, partition.partition()),
                        unused -> OffsetSpec.latest()));
        return mono(() -> admin.listOffsets(latest).all())
                .map(ends -> new LogEnds(topic.topicId().toString(), byPartition(ends, ListOffsetsResultInfo::offset)));
    }

    @Override
    public Mono<Map<Integer, Long>> committed() {
        return mono(() -> admin.listConsumerGroupOffsets(PROCESSOR_GROUP).partitionsToOffsetAndMetadata())
                .map(offsets -> {
                    offsets.keySet().removeIf(partition -> !partition.topic().equals(ORDER_EVENTS));
                    return byPartition(offsets, OffsetAndMetadata::offset);
                });
    }

    private static <T> Map<Integer, Long> byPartition(Map<TopicPartition, T> values, Function<T, Long> offset) {
        Map<Integer, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, T> entry : new ArrayList<>(values.entrySet())) {
            if (entry.getValue() != null) {
                offsets.put(entry.getKey().partition(), offset.apply(entry.getValue()));
            }
        }
        return Map.copyOf(offsets);
    }

    private static <T> Mono<T> mono(Supplier<KafkaFuture<T>> call) {
        return Mono.fromFuture(() -> {
            CompletableFuture<T> result = new CompletableFuture<>();
            call.get().whenComplete((value, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(failure);
                } else {
                    result.complete(value);
                }
            });
            return result;
        });
    }
}
