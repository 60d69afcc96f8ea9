package dev.sluice.gateway.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * When deliveries are refused.
 *
 * @param lowMark events at which an overload ends
 * @param highMark events above which it begins
 * @param maxInFlight most publishes of this gateway that wait for their ack
 * @param maxInFlightSize most bytes of bodies among them
 * @param sampleInterval how often the depth is read
 * @param holdLastSample how long the last depth counts when it cannot be read
 */
@ConfigurationProperties("sluice.admission")
record AdmissionSettings(
        long lowMark,
        long highMark,
        int maxInFlight,
        DataSize maxInFlightSize,
        Duration sampleInterval,
        Duration holdLastSample) {

    AdmissionSettings {
        if (lowMark < 1 || highMark <= lowMark) {
            throw new IllegalArgumentException(
                    "SLUICE_ADMISSION_HIGH_MARK must be above SLUICE_ADMISSION_LOW_MARK," + " and that above 0");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("SLUICE_ADMISSION_MAX_IN_FLIGHT must be positive");
        }
        if (sampleInterval.toMillis() < 10 || sampleInterval.compareTo(holdLastSample) >= 0) {
            throw new IllegalArgumentException(
                    "sluice.admission.sample-interval must be at least 10 ms and below hold-last-sample");
        }
    }
}
