package dev.sluice.gateway.dedup;

import reactor.core.publisher.Mono;

/** Remembers deliveries that the log has acknowledged. Neither method ever fails. */
public interface DeduplicationHint {

    /** True when it is known to be done; false when it is not, or when that cannot be found out within 50 ms or so. */
    Mono<Boolean> isDone(DeliveryMark delivery);

    /** To be called AFTER the log's ack; returns at once and may be lost. */
    void done(DeliveryMark delivery);
}
