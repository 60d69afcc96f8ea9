package dev.sluice.gateway.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a connection may cost.
 *
 * @param maxConnections above which new connections are closed at once
 * @param headTimeout from the opening of a connection, or the end of the last answer, to the end of the next request's
 *     headers; also how long an idle connection is kept
 * @param readTimeout longest pause within a body
 * @param bodyTimeout for a whole body
 * @param drainPause how long a stopping gateway asks its senders to close their connections before it does so
 */
@ConfigurationProperties("sluice.server")
record ServerSettings(
        int maxConnections, Duration headTimeout, Duration readTimeout, Duration bodyTimeout, Duration drainPause) {

    ServerSettings {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("SLUICE_HTTP_MAX_CONNECTIONS must be positive");
        }
        if (headTimeout.toMillis() < 100 || readTimeout.toMillis() < 100 || bodyTimeout.toMillis() < 100) {
            throw new IllegalArgumentException("the time-outs under sluice.server must be 100 ms at least");
        }
        if (drainPause.isNegative()) {
            throw new IllegalArgumentException("SLUICE_HTTP_DRAIN_PAUSE must not be negative");
        }
    }
}
