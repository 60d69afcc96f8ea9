package dev.sluice.gateway.admin.ledger;

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
        Map<Place, Long> ends = new HashMap<>();
        for (PartitionDepth partition : sample.partitions()) {
            ends.put(new Place(partition.topic(), partition.partition()), partition.endOffset());
        }
        return (topic, partition) -> ends.getOrDefault(new Place(topic, partition), 0L);
    }

    private record Place(String topic, int partition) {}

    /** The end offset of a partition, 0 when it is not known. */
    @FunctionalInterface
    interface Ends {
        Ends UNKNOWN = (topic, partition) -> 0;

        long of(String topic, int partition);
    }
}
