package dev.sluice.processor.apply;

import dev.sluice.contract.LogPlace;
import java.time.LocalDate;

/**
 * A parked event as it is stored.
 *
 * @param logId log it came from
 * @param partition its partition there
 * @param appliedOn day its outcome row was written
 * @param read the event, read again
 */
record ParkedEvent(short logId, int partition, LocalDate appliedOn, ReadEvent read) {

    LogPlace place() {
        return new LogPlace(logId, partition, read.offset());
    }
}
