package dev.sluice.processor.outbox;

import java.util.List;
import reactor.core.publisher.Mono;

/** Where transitions are published. */
public interface TransitionPublisher {

    /** Publishes messages in order; completes when every one is durable, and is an error when any is not. */
    Mono<Void> publish(List<Message> messages);

    /**
     * @param key {@code <shop>:<order id>}; messages of one key stay in order
     * @param value a CloudEvent as JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Message(String key, byte[] value) {}
}
