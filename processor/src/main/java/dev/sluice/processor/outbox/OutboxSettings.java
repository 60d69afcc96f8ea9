package dev.sluice.processor.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param batch most rows of each kind that a shard publishes before it marks them
 * @param pollInterval how long a row can wait when nobody woke its shard
 * @param gather pause between two batches of a shard, in which rows for the next one come together
 * @param publishTimeout longest wait for the commit of a batch; below {@link #TRANSACTION_TIMEOUT}
 */
@ConfigurationProperties("sluice.outbox")
public record OutboxSettings(
        @DefaultValue("1000") int batch,
        @DefaultValue("200ms") Duration pollInterval,
        @DefaultValue("25ms") Duration gather,
        @DefaultValue("10s") Duration publishTimeout) {

    /**
     * After it Kafka ends a transaction that its writer has left open; until then readers of what is committed wait at it.
     */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration SILENCE_BEYOND_PUBLISHING = Duration.ofSeconds(2);

    public OutboxSettings {
        if (batch < 1 || batch > 10_000) {
            throw new IllegalArgumentException("sluice.outbox.batch must be 1 to 10000, not " + batch);
        }
        if (pollInterval.isNegative() || pollInterval.isZero() || pollInterval.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("sluice.outbox.poll-interval must be above 0 and at most 1s");
        }
        if (gather.isNegative() || gather.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("sluice.outbox.gather must be 0 to 1s");
        }
        if (publishTimeout.compareTo(Duration.ofSeconds(1)) < 0 || publishTimeout.compareTo(TRANSACTION_TIMEOUT) >= 0) {
            throw new IllegalArgumentException("sluice.outbox.publish-timeout must be at least 1s and below "
                    + TRANSACTION_TIMEOUT.toSeconds() + "s");
        }
    }

    /** How long PostgreSQL lets an owner be silent: it asks more often than that, but while it publishes. */
    Duration ownerSilence() {
        return publishTimeout.plus(SILENCE_BEYOND_PUBLISHING);
    }
}
