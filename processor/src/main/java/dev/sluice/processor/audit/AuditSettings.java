package dev.sluice.processor.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param interval between two samples of the retained log; 0 for none
 * @param sample events of one sample
 */
@ConfigurationProperties("sluice.audit")
record AuditSettings(
        @DefaultValue("1m") Duration interval,
        @DefaultValue("500") int sample) {

    AuditSettings {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("sluice.audit.interval must not be negative");
        }
        if (sample < 1 || sample > 10_000) {
            throw new IllegalArgumentException("sluice.audit.sample must be 1 to 10000, not " + sample);
        }
    }
}
