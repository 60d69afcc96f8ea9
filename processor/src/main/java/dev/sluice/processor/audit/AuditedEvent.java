package dev.sluice.processor.audit;

import dev.sluice.contract.Event;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log, read again.
 *
 * @param event null when its headers can't be read
 */
record AuditedEvent(long offset, @Nullable Event event) {

    /** Id of its order; null for an event without one. */
    @Nullable
    String orderId() {
        return event == null || event.orderId() == null ? null : event.key();
    }
}
