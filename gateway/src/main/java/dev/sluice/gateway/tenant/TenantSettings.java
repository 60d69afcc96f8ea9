package dev.sluice.gateway.tenant;

import java.time.Duration;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param secretsKey base64 of the 32 bytes that encrypt shops' secrets at rest
 * @param refreshInterval how often the directory asks PostgreSQL for changes
 */
@ConfigurationProperties("sluice.tenant")
record TenantSettings(String secretsKey, Duration refreshInterval) {
    private static final int KEY_BYTES = 32;

    TenantSettings {
        if (decoded(secretsKey).length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "SLUICE_SECRETS_KEY must be the base64 of exactly 32 bytes, for example from: openssl rand -base64 32");
        }
        if (refreshInterval.isNegative() || refreshInterval.isZero()) {
            throw new IllegalArgumentException("SLUICE_TENANT_REFRESH_INTERVAL must be positive");
        }
    }

    byte[] key() {
        return decoded(secretsKey);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Override
    public String toString() {
        return "TenantSettings[refreshInterval=" + refreshInterval + "]";
    }
}
