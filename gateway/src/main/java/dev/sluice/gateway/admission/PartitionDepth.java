package dev.sluice.gateway.admission;

/**
 * How far one partition of {@code order-events} is behind.
 *
 * @param endOffset one past the newest event
 * @param nextOffset the first event that is not applied yet
 * @param lag the difference, at least 0
 */
public record PartitionDepth(int partition, long endOffset, long nextOffset, long lag) {}
