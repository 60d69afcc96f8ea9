package dev.sluice.gateway.webhook;

import dev.sluice.contract.LogTopics;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What a delivery may cost.
 *
 * @param maxBody largest body
 * @param maxBodiesSize most bytes of bodies that are being received or wait for their ack, all deliveries together
 * @param answerWithin from the end of the body to the answer
 */
@ConfigurationProperties("sluice.webhook")
record WebhookSettings(DataSize maxBody, DataSize maxBodiesSize, Duration answerWithin) {
    /** Room in a record for key and headers. */
    private static final int RECORD_OVERHEAD_BYTES = 64 * 1024;

    WebhookSettings {
        long bytes = maxBody.toBytes();
        if (bytes < 1 || bytes > LogTopics.MAX_RECORD_BYTES - RECORD_OVERHEAD_BYTES) {
            throw new IllegalArgumentException("SLUICE_WEBHOOK_MAX_BODY must be at most "
                    + (LogTopics.MAX_RECORD_BYTES - RECORD_OVERHEAD_BYTES) + " bytes, as records are bounded");
        }
        if (maxBodiesSize.toBytes() < 4 * bytes) {
            throw new IllegalArgumentException("SLUICE_WEBHOOK_MAX_BODIES_SIZE must hold 4 bodies at least");
        }
        if (answerWithin.toMillis() < 100 || answerWithin.compareTo(Duration.ofMillis(3900)) > 0) {
            throw new IllegalArgumentException("sluice.webhook.answer-within must be from 100 ms to 3.9 s");
        }
    }
}
