package dev.sluice.processor.tenancy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param sweepInterval how often new orders are checked for a clash, and how often the sweep over all orders goes on
 * @param sweepChunk most orders of one check
 */
@ConfigurationProperties("sluice.tenancy")
public record TenancySettings(
        @DefaultValue("1s") Duration sweepInterval,
        @DefaultValue("1000") int sweepChunk) {

    public TenancySettings {
        if (sweepInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "sluice.tenancy.sweep-interval must be at least 1ms, not " + sweepInterval);
        }
        if (sweepChunk < 2 || sweepChunk > 10_000) {
            throw new IllegalArgumentException("sluice.tenancy.sweep-chunk must be 2 to 10000, not " + sweepChunk);
        }
    }
}
