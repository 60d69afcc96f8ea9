package dev.sluice.processor.apply;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param targetTransaction what a transaction's events may take in PostgreSQL, its round trips apart; batches get smaller
 *     to stay within it, then fewer run at a time
 * @param maxRate most events a second that this instance applies; 0 for as many as it can
 */
@ConfigurationProperties("sluice.apply")
record ApplySettings(
        @DefaultValue("500ms") Duration targetTransaction,
        @DefaultValue("0") int maxRate) {

    ApplySettings {
        if (targetTransaction.toMillis() < 10 || targetTransaction.toMillis() > 10_000) {
            throw new IllegalArgumentException(
                    "sluice.apply.target-transaction must be 10 ms to 10 s, not " + targetTransaction);
        }
        if (maxRate < 0) {
            throw new IllegalArgumentException("sluice.apply.max-rate must not be negative, but is " + maxRate);
        }
    }
}
