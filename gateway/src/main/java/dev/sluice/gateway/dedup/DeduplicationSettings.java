package dev.sluice.gateway.dedup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param timeToLive how long a delivery is remembered
 * @param timeout after which Redis is not waited for any longer
 * @param maxWaiting most deliveries that wait for Redis, of each kind of call
 */
@ConfigurationProperties("sluice.dedup")
record DeduplicationSettings(Duration timeToLive, Duration timeout, int maxWaiting) {

    DeduplicationSettings {
        if (timeToLive.toSeconds() < 1) {
            throw new IllegalArgumentException("SLUICE_DEDUP_TTL must be at least 1 s");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.toMillis() > 1_000) {
            throw new IllegalArgumentException("sluice.dedup.timeout must be positive and at most 1 s");
        }
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("sluice.dedup.max-waiting must be positive");
        }
    }
}
