package dev.sluice.gateway.admission;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param admission what this gateway refuses, and why
 * @param disks that are known, by {@code kafka-disk} and {@code database-disk}
 * @param breakers {@code closed}, {@code open} or {@code half-open}, by server
 */
public record QueueSnapshot(
        long depth,
        List<PartitionDepth> partitions,
        double acceptedPerSecond,
        double appliedPerSecond,
        int inFlight,
        @Nullable Long drainSeconds,
        AdmissionStatus admission,
        Map<String, DiskSpace> disks,
        Map<String, String> breakers,
        Instant sampledAt) {

    public QueueSnapshot {
        partitions = List.copyOf(partitions);
        disks = Map.copyOf(disks);
        breakers = Map.copyOf(breakers);
    }
}
