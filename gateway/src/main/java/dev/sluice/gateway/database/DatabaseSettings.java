package dev.sluice.gateway.database;

import dev.sluice.contract.DatabaseUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where PostgreSQL is and how long the gateway waits for it.
 *
 * @param url as {@link DatabaseUrl} reads it; holds a password
 * @param readUrl of a replica, likewise; empty for none
 * @param connectTimeout for the TCP connection
 * @param statementTimeout after which the server itself gives a statement up
 */
@ConfigurationProperties("sluice.database")
record DatabaseSettings(String url, @Nullable String readUrl, Duration connectTimeout, Duration statementTimeout) {

    DatabaseSettings {
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("SLUICE_DATABASE_URL is not set");
        }
        DatabaseUrl.parse(url);
        if (readUrl != null && !readUrl.isBlank()) {
            DatabaseUrl.parse(readUrl);
        }
    }

    DatabaseUrl place() {
        return DatabaseUrl.parse(url);
    }

    /** The replica; null for none. */
    @Nullable
    DatabaseUrl readPlace() {
        return readUrl == null || readUrl.isBlank() ? null : DatabaseUrl.parse(readUrl);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + place() + ", " + readPlace() + "]";
    }
}
