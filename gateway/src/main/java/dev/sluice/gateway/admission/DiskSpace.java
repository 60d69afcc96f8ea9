package dev.sluice.gateway.admission;

/**
 * A disk as it was last read.
 *
 * @param totalBytes of its file system
 * @param usableBytes what can still be written
 * @param leastBytes below which admission refuses
 */
public record DiskSpace(long totalBytes, long usableBytes, long leastBytes) {}
