package dev.sluice.gateway.admission;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue between gateway and processor as it was last sampled.
 *
 * @param depth events that are published but not applied, and those in flight in this gateway
 * @param partitions of both topics that the processor consumes, by topic and number
 * @param acceptedPerSecond events that came into the log, smoothed
 * @param appliedPerSecond events that the processor took from it, smoothed
 * @param inFlight publishes of this gateway that wait for their ack
 * @param drainSeconds time until the queue is empty at the present rate; null when it does not shrink or is not known
 * @param admission {@code open} or {@code overloaded}
 */
public record QueueSnapshot(
        long depth,
        List<PartitionDepth> partitions,
        double acceptedPerSecond,
        double appliedPerSecond,
        int inFlight,
        @Nullable Long drainSeconds,
        String admission,
        Instant sampledAt) {

    public QueueSnapshot {
        partitions = List.copyOf(partitions);
    }
}
