package dev.sluice.gateway.admission;

/**
 * How far one partition is behind.
 *
 * @param topic {@code order-events} or {@code order-events-quarantine}
 * @param endOffset one past the newest event
 * @param nextOffset the first event that is not applied yet
 * @param lag the difference, at least 0
 */
public record PartitionDepth(String topic, int partition, long endOffset, long nextOffset, long lag) {}
