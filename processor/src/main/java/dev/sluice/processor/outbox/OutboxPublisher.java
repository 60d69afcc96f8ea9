package dev.sluice.processor.outbox;

import java.util.List;
import reactor.core.publisher.Mono;

/** Where the outbox is published, shard by shard. */
public interface OutboxPublisher {

    /** The writer of a shard that is to be; nothing is asked of anybody before {@link Writer#fence}. */
    Writer writer(int shard);

    /** The writer of one shard, used by one caller, one call at a time. Any error ends it: it can only be closed then. */
    interface Writer {

        /** Once this completes, whoever wrote this shard before can publish nothing any more. */
        Mono<Void> fence();

        /**
         * Publishes messages, those of a key in this order; readers of what is committed see all of them or none.
         * Completes when every in-sync replica has them; an error leaves open whether they were published.
         */
        Mono<Void> publish(List<Message> messages);

        /** Gives up what is under way. Never an error. */
        Mono<Void> close();
    }

    /**
     * @param topic one of {@link dev.sluice.contract.LogTopics}
     * @param key {@code <shop>:<order id>}; messages of one key stay in order
     * @param value a CloudEvent as JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Message(String topic, String key, byte[] value) {}
}
