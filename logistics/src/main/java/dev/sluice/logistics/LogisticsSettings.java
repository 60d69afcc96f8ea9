package dev.sluice.logistics;

import dev.sluice.contract.DatabaseUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * All settings, from environment variables; docs/configuration.md lists them.
 *
 * @param kafka {@code host:port}, separated by commas
 * @param database of its own, or Sluice's: everything is in a schema of its own
 * @param carrier base URL
 * @param groupId consumer group
 * @param calls most calls to the carrier at a time
 * @param callTimeout longest wait for one answer of the carrier
 * @param retryInterval before the carrier is asked again about a shipment; doubled for each failure, up to 64 times
 * @param statusInterval between two questions how far a parcel is
 */
record LogisticsSettings(
        String kafka,
        DatabaseUrl database,
        URI carrier,
        String groupId,
        int calls,
        Duration callTimeout,
        Duration retryInterval,
        Duration statusInterval) {

    static final String KAFKA = "SLUICE_KAFKA";
    static final String DATABASE = "SLUICE_LOGISTICS_DATABASE_URL";
    static final String CARRIER = "SLUICE_LOGISTICS_CARRIER_URL";
    private static final Map<String, String> DEFAULTS = Map.of(
            "SLUICE_LOGISTICS_GROUP_ID", "logistics",
            "SLUICE_LOGISTICS_CARRIER_CALLS", "8",
            "SLUICE_LOGISTICS_CARRIER_TIMEOUT_MS", "2000",
            "SLUICE_LOGISTICS_RETRY_INTERVAL_MS", "1000",
            "SLUICE_LOGISTICS_STATUS_INTERVAL_MS", "2000");

    LogisticsSettings {
        if (calls < 1 || calls > 100) {
            throw new IllegalArgumentException("SLUICE_LOGISTICS_CARRIER_CALLS must be 1 to 100, not " + calls);
        }
        if (callTimeout.isNegative() || callTimeout.isZero() || callTimeout.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("SLUICE_LOGISTICS_CARRIER_TIMEOUT_MS must be 1 to 10000");
        }
        if (!"http".equals(carrier.getScheme()) && !"https".equals(carrier.getScheme())) {
            throw new IllegalArgumentException(CARRIER + " must be an http or https URL");
        }
    }

    /** Names with their defaults; an empty text for none. */
    static Map<String, String> defaults() {
        Map<String, String> all = new java.util.TreeMap<>(DEFAULTS);
        all.putAll(Map.of(KAFKA, "", DATABASE, "", CARRIER, ""));
        return all;
    }

    /**
     * @throws IllegalArgumentException when a setting is missing or wrong; the message names it
     */
    static LogisticsSettings of(Map<String, String> environment) {
        return new LogisticsSettings(
                required(environment, KAFKA),
                DatabaseUrl.parse(required(environment, DATABASE)),
                URI.create(required(environment, CARRIER)),
                value(environment, "SLUICE_LOGISTICS_GROUP_ID"),
                number(environment, "SLUICE_LOGISTICS_CARRIER_CALLS"),
                Duration.ofMillis(number(environment, "SLUICE_LOGISTICS_CARRIER_TIMEOUT_MS")),
                Duration.ofMillis(number(environment, "SLUICE_LOGISTICS_RETRY_INTERVAL_MS")),
                Duration.ofMillis(number(environment, "SLUICE_LOGISTICS_STATUS_INTERVAL_MS")));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private static String value(Map<String, String> environment, String name) {
        return Objects.requireNonNull(environment.getOrDefault(name, DEFAULTS.get(name)));
    }

    private static int number(Map<String, String> environment, String name) {
        try {
            int number = Integer.parseInt(value(environment, name));
            if (number < 1) {
                throw new IllegalArgumentException(name + " must be 1 or more");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
    }
}
