package dev.sluice.processor.repair;

import dev.sluice.contract.Event;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where commands are published: {@code order-events}. */
public interface CommandPublisher {

    /** Completes when every one is durable, and is an error when any is not, which may then have been published or not. */
    Mono<Void> publish(List<Event> commands);
}
