package dev.sluice.processor.apply;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param maxAge an event that was received later than this after it occurred notifies nobody
 */
@ConfigurationProperties("sluice.notifications")
public record NotificationSettings(@DefaultValue("24h") Duration maxAge) {
    public NotificationSettings {
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("sluice.notifications.max-age must not be below 0");
        }
    }
}
