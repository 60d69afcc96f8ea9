package dev.sluice.processor.repair;

import dev.sluice.contract.LogTopics;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param outcomes how long outcomes are kept, and what was discarded; above the log's own retention, since an event that is
 *     still in the log may come again and must be known
 */
@ConfigurationProperties("sluice.retention")
public record RetentionSettings(@DefaultValue("30d") Duration outcomes) {

    public RetentionSettings {
        Duration least = LogTopics.RETENTION.plus(LogTopics.SEGMENT);
        if (outcomes.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "sluice.retention.outcomes must be at least " + least.toDays() + "d, above the log's retention");
        }
    }
}
