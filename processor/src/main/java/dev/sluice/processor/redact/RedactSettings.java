package dev.sluice.processor.redact;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param interval how often open redactions are looked after when nobody woke the job: what is still to be erased, and
 *     whether the log's start has passed
 * @param chunk most rows of one transaction that erases
 */
@ConfigurationProperties("sluice.redact")
public record RedactSettings(
        @DefaultValue("30s") Duration interval,
        @DefaultValue("200") int chunk) {

    public RedactSettings {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("sluice.redact.interval must be at least 1ms, not " + interval);
        }
        if (chunk < 1 || chunk > 5_000) {
            throw new IllegalArgumentException("sluice.redact.chunk must be 1 to 5000, not " + chunk);
        }
    }
}
