package dev.sluice.gateway.admin.ledger;

import dev.sluice.contract.LogTopics;
import dev.sluice.gateway.admission.PartitionDepth;
import dev.sluice.gateway.admission.QueueSnapshot;
import dev.sluice.gateway.admission.QueueView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far the log reaches, as admission last sampled it. */
final class LogEnds {
    private final QueueView queue;

    LogEnds(QueueView queue) {
        this.queue = queue;
    }

    /** Empty until the log could be read once. Never blocks. */
    Optional<Ends> latest() {
        return queue.latest().map(LogEnds::ends);
    }

    private static Ends ends(QueueSnapshot sample) {
        Map<Integer, Long> ends = new HashMap<>();
        for (PartitionDepth partition : sample.partitions()) {
            ends.put(partition.partition(), partition.endOffset());
        }
        return (topic, partition) -> LogTopics.ORDER_EVENTS.equals(topic) ? ends.getOrDefault(partition, 0L) : 0;
    }

    /** The end offset of a partition, 0 when it is not known. */
    @FunctionalInterface
    interface Ends {
        Ends UNKNOWN = (topic, partition) -> 0;

        long of(String topic, int partition);
    }
}
