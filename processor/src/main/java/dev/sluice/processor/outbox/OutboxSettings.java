package dev.sluice.processor.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param batch most transitions that are published before they are marked
 * @param pollInterval how long a transition can wait when nobody woke the relay
 * @param publishTimeout longest wait for the acknowledgements of a batch
 */
@ConfigurationProperties("sluice.outbox")
public record OutboxSettings(
        @DefaultValue("1000") int batch,
        @DefaultValue("200ms") Duration pollInterval,
        @DefaultValue("30s") Duration publishTimeout) {

    public OutboxSettings {
        if (batch < 1 || batch > 10_000) {
            throw new IllegalArgumentException("sluice.outbox.batch must be 1 to 10000, not " + batch);
        }
    }
}
