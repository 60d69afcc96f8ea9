package dev.sluice.gateway.storefront;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param keyRefreshInterval how often the keys are asked for changes: how long a revoked one may be good elsewhere
 * @param keyRate requests a second that one key may send to one gateway; as many at once
 * @param corsOrigins whose pages may call the storefront's endpoints from a browser: {@code https://shop.example}, or
 *     {@code *}; none by default
 */
@ConfigurationProperties("sluice.storefront")
record StorefrontSettings(Duration keyRefreshInterval, int keyRate, List<String> corsOrigins) {
    private static final int MOST_REQUESTS = 1_000_000;

    StorefrontSettings {
        if (keyRefreshInterval.toMillis() < 1) {
            throw new IllegalArgumentException("SLUICE_API_KEY_REFRESH_INTERVAL must be positive");
        }
        if (keyRate < 1 || keyRate > MOST_REQUESTS) {
            throw new IllegalArgumentException("SLUICE_API_KEY_RATE must be 1 to " + MOST_REQUESTS);
        }
        corsOrigins = corsOrigins == null ? List.of() : List.copyOf(corsOrigins);
        if (!corsOrigins.stream().allMatch(StorefrontSettings::isOrigin)) {
            throw new IllegalArgumentException(
                    "SLUICE_CORS_ORIGINS must be origins such as https://shop.example, separated by commas, or *");
        }
    }

    private static boolean isOrigin(String text) {
        if (text.equals("*")) {
            return true;
        }
        try {
            URI origin = URI.create(text);
            String scheme = origin.getScheme();
            return origin.getHost() != null
                    && ("https".equals(scheme) || "http".equals(scheme))
                    && text.equals(scheme + "://" + origin.getAuthority())
                    && origin.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
