package dev.sluice.gateway.dedup;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Redis is.
 *
 * @param url {@code redis://...}; may hold a password
 */
@ConfigurationProperties("sluice.redis")
record RedisSettings(String url, Duration connectTimeout) {

    RedisSettings {
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("SLUICE_REDIS_URL is not set: redis://host:port");
        }
        try {
            RedisURI.create(url);
        } catch (IllegalArgumentException e) {
            // Lettuce's message would repeat the text, which may hold a password.
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("SLUICE_REDIS_URL must look like redis://user:password@host:6379");
    }

    RedisURI place() {
        return RedisURI.create(url);
    }

    @Override
    public String toString() {
        RedisURI place = place();
        return "RedisSettings[" + place.getHost() + ':' + place.getPort() + "]";
    }
}
