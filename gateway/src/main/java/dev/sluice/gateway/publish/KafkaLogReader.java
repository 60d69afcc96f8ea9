package dev.sluice.gateway.publish;

import static dev.sluice.contract.LogTopics.ORDER_EVENTS;
import static dev.sluice.contract.LogTopics.QUARANTINE;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;

/** Asks the brokers by the admin client, whose own time-outs bound each call. */
final class KafkaLogReader implements LogReader {
    private static final List<String> CONSUMED = List.of(ORDER_EVENTS, QUARANTINE);

    private final Admin admin;
    private final String processorGroup;

    KafkaLogReader(Admin admin, String processorGroup) {
        this.admin = admin;
        this.processorGroup = processorGroup;
    }

    /** Fails while one of the topics does not exist; never creates one. */
    Mono<Map<String, TopicDescription>> topics(List<String> names) {
        return mono(() -> admin.describeTopics(names).allTopicNames());
    }

    @Override
    public Mono<List<LogEnds>> ends() {
        return topics(CONSUMED).flatMap(this::ends);
    }

    private Mono<List<LogEnds>> ends(Map<String, TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> latest = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, unused -> OffsetSpec.latest()));
        return mono(() -> admin.listOffsets(latest).all())
                .map(ends -> topics.values().stream()
                        .map(topic -> new LogEnds(
                                topic.name(),
                                topic.topicId().toString(),
                                byPartition(topic.name(), ends, ListOffsetsResultInfo::offset)))
                        .toList());
    }

    @Override
    public Mono<Map<Integer, Long>> committed(String topic) {
        return mono(() -> admin.listConsumerGroupOffsets(processorGroup).partitionsToOffsetAndMetadata())
                .map(offsets -> byPartition(topic, offsets, OffsetAndMetadata::offset));
    }

    /** Brokers tell since KIP-827; a directory that failed, or a broker without the right to see it, tells nothing. */
    @Override
    public Mono<Disk> disk() {
        return mono(() -> admin.describeCluster().nodes())
                .flatMap(nodes -> mono(
                        () -> admin.describeLogDirs(nodes.stream().map(Node::id).toList())
                                .allDescriptions()))
                .flatMap(brokers -> Mono.justOrEmpty(brokers.values().stream()
                        .flatMap(directories -> directories.values().stream())
                        .filter(directory -> directory.totalBytes().isPresent()
                                && directory.usableBytes().isPresent())
                        .map(directory -> new Disk(
                                directory.totalBytes().getAsLong(),
                                directory.usableBytes().getAsLong()))
                        .min(Comparator.comparingLong(Disk::usableBytes))));
    }

    private static <T> Map<Integer, Long> byPartition(
            String topic, Map<TopicPartition, T> values, Function<T, Long> offset) {
        Map<Integer, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, T> entry : new ArrayList<>(values.entrySet())) {
            if (entry.getKey().topic().equals(topic) && entry.getValue() != null) {
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
