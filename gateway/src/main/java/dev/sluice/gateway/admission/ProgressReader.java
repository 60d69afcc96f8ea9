package dev.sluice.gateway.admission;

import java.util.Map;
import reactor.core.publisher.Mono;

/** How far the processor is. */
interface ProgressReader {

    /**
     * The first offset of each partition that is not applied yet; a partition that was never read is absent.
     *
     * @param topicId of the topic's incarnation
     */
    Mono<Map<Integer, Long>> nextOffsets(String topicId);
}
