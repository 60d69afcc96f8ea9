package dev.sluice.processor.consume;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param batchRecords most records of one transaction
 * @param batchBytes most bytes of one transaction's bodies; one larger record still goes alone
 * @param queueRecords records of a partition that may wait; above it the partition is paused, and resumed below half
 * @param queueBytes bytes of all partitions that may wait; above it partitions with more than their share are paused
 */
@ConfigurationProperties("sluice.consume")
public record ConsumeSettings(
        @DefaultValue("500") int batchRecords,
        @DefaultValue("4MB") DataSize batchBytes,
        @DefaultValue("2000") int queueRecords,
        @DefaultValue("24MB") DataSize queueBytes) {

    public ConsumeSettings {
        if (batchRecords < 1 || batchRecords > 5_000) {
            throw new IllegalArgumentException("sluice.consume.batch-records must be 1 to 5000, not " + batchRecords);
        }
        if (queueRecords < batchRecords) {
            throw new IllegalArgumentException("sluice.consume.queue-records must not be below batch-records");
        }
        if (queueBytes.toBytes() < batchBytes.toBytes()) {
            throw new IllegalArgumentException("sluice.consume.queue-bytes must not be below batch-bytes");
        }
    }
}
