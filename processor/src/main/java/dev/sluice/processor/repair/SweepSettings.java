package dev.sluice.processor.repair;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param interval between two sweeps
 * @param batch most parked events that one sweep looks at, and so sends through again
 * @param parkedOverdueAfter how long an event may be parked before it is overdue
 * @param pendingOverdueAfter how long after its creation an order may be pending before it is overdue
 */
@ConfigurationProperties("sluice.sweep")
public record SweepSettings(
        @DefaultValue("30s") Duration interval,
        @DefaultValue("200") int batch,
        @DefaultValue("24h") Duration parkedOverdueAfter,
        @DefaultValue("48h") Duration pendingOverdueAfter) {

    public SweepSettings {
        if (interval.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("sluice.sweep.interval must be at least 100ms");
        }
        if (batch < 1 || batch > 1_000) {
            throw new IllegalArgumentException("sluice.sweep.batch must be 1 to 1000, not " + batch);
        }
        if (parkedOverdueAfter.isNegative() || parkedOverdueAfter.isZero()) {
            throw new IllegalArgumentException("sluice.sweep.parked-overdue-after must be positive");
        }
        if (pendingOverdueAfter.isNegative() || pendingOverdueAfter.isZero()) {
            throw new IllegalArgumentException("sluice.sweep.pending-overdue-after must be positive");
        }
    }
}
