package dev.sluice.gateway.publish;

import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What the log itself knows about the topics that the processor consumes. Every call has a time-out and blocks nobody. */
public interface LogReader {

    /** Where the partitions of each topic end. */
    Mono<List<LogEnds>> ends();

    /** Next offsets that the processor's consumer group has committed in a topic, by partition. */
    Mono<Map<Integer, Long>> committed(String topic);

    /** The disk of the brokers with the least usable bytes; empty when none of them tells. */
    Mono<Disk> disk();

    /** The file system that a server writes to, in bytes. */
    record Disk(long totalBytes, long usableBytes) {}

    /**
     * @param topicId of this incarnation of the topic
     * @param endOffsets one past the newest event, by partition
     */
    record LogEnds(String topic, String topicId, Map<Integer, Long> endOffsets) {}
}
