package dev.sluice.gateway.publish;

import dev.sluice.contract.Event;
import reactor.core.publisher.Mono;

/** Appends events to the log. */
public interface EventPublisher {

    /**
     * Completes when every in-sync replica has the event (guarantee G1), within 4 s.
     *
     * <p>An event that failed may still arrive in the log; one that was refused with {@link LogUnavailableException}
     * before it was sent does not. Cancelling does not take it back.
     *
     * @return fails with {@link LogUnavailableException}
     */
    Mono<LogPosition> publish(String topic, Event event);
}
