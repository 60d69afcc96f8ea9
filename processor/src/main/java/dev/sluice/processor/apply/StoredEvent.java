package dev.sluice.processor.apply;

import dev.sluice.contract.LogPlace;
import dev.sluice.contract.Outcome;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits or was set aside, locked because a command of the batch is about it.
 *
 * @param appliedOn day its outcome row was written
 * @param attempts how often it was tried, from 1
 * @param read the event, read again; of the order that the command is for when its own was unknown
 */
record StoredEvent(
        LogPlace place,
        LocalDate appliedOn,
        Outcome outcome,
        String reason,
        @Nullable String detail,
        int attempts,
        boolean discarded,
        ReadEvent read) {}
