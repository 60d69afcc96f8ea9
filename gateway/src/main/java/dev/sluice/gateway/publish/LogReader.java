package dev.sluice.gateway.publish;

import java.util.Map;
import reactor.core.publisher.Mono;

/** What the log itself knows about the queue of {@code order-events}. Every call has a time-out and blocks nobody. */
public interface LogReader {

    /** Where the partitions end. */
    Mono<LogEnds> ends();

    /** Next offsets that the processor's consumer group has committed, by partition. */
    Mono<Map<Integer, Long>> committed();

    /**
     * @param topicId of this incarnation of the topic
     * @param endOffsets one past the newest event, by partition
     */
    record LogEnds(String topicId, Map<Integer, Long> endOffsets) {}
}
