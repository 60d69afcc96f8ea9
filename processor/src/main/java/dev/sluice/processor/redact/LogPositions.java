package dev.sluice.processor.redact;

import java.util.List;
import reactor.core.publisher.Mono;

/** Where the consumed topics begin and end; always of all their partitions, or an error. */
public interface LogPositions {

    /** The first offset that each partition still has. */
    Mono<List<Position>> beginnings();

    /** The offset after the last record of each partition. */
    Mono<List<Position>> ends();

    /**
     * @param topicId Kafka's id of the topic, another one after it was deleted and created again
     */
    record Position(String topicId, int partition, long offset) {}
}
