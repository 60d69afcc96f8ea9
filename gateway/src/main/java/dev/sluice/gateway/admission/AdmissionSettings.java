package dev.sluice.gateway.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * When deliveries and commands are refused.
 *
 * @param lowMark events at which an overload ends, and above which shops are held to their shares
 * @param highMark events above which it begins
 * @param hardMark events above which nothing comes in
 * @param maxInFlight most publishes of this gateway that wait for their ack
 * @param maxInFlightSize most bytes of bodies among them
 * @param sampleInterval how often the depth is read
 * @param holdLastSample how long the last depth counts when it cannot be read
 * @param diskInterval how often the disks are read; they count for six times as long when they cannot be
 * @param minFreeDiskShare of a disk that must be free; 0 for none
 * @param minFreeDiskSize most that the share asks for
 * @param databaseDiskSize of the disk that PostgreSQL's data and write-ahead log stand on; 0 when it is not watched
 */
@ConfigurationProperties("sluice.admission")
record AdmissionSettings(
        long lowMark,
        long highMark,
        long hardMark,
        int maxInFlight,
        DataSize maxInFlightSize,
        Duration sampleInterval,
        Duration holdLastSample,
        Duration diskInterval,
        double minFreeDiskShare,
        DataSize minFreeDiskSize,
        DataSize databaseDiskSize) {

    AdmissionSettings {
        if (lowMark < 1 || highMark <= lowMark || hardMark <= highMark) {
            throw new IllegalArgumentException("SLUICE_ADMISSION_HARD_MARK must be above SLUICE_ADMISSION_HIGH_MARK,"
                    + " that above SLUICE_ADMISSION_LOW_MARK, and that above 0");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("SLUICE_ADMISSION_MAX_IN_FLIGHT must be positive");
        }
        if (sampleInterval.toMillis() < 10 || sampleInterval.compareTo(holdLastSample) >= 0) {
            throw new IllegalArgumentException(
                    "sluice.admission.sample-interval must be at least 10 ms and below hold-last-sample");
        }
        if (diskInterval.toMillis() < 10) {
            throw new IllegalArgumentException("sluice.admission.disk-interval must be at least 10 ms");
        }
        if (!(minFreeDiskShare >= 0 && minFreeDiskShare <= 0.5)) {
            throw new IllegalArgumentException("SLUICE_ADMISSION_MIN_FREE_DISK_SHARE must be from 0 to 0.5");
        }
        if (minFreeDiskSize.isNegative() || databaseDiskSize.isNegative()) {
            throw new IllegalArgumentException(
                    "SLUICE_ADMISSION_MIN_FREE_DISK_SIZE and SLUICE_ADMISSION_DATABASE_DISK_SIZE must not be negative");
        }
    }

    Marks marks() {
        return new Marks(lowMark, highMark, hardMark);
    }

    /** Bytes that must be free on a disk. */
    long leastFree(long totalBytes) {
        return Math.min((long) (totalBytes * minFreeDiskShare), minFreeDiskSize.toBytes());
    }
}
