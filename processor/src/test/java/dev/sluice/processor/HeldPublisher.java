package dev.sluice.processor;

import dev.sluice.processor.outbox.OutboxPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The real publisher, whose writers stop with a batch in their hands until they are released: a relay that froze. */
final class HeldPublisher implements OutboxPublisher {
    private final OutboxPublisher real;
    private final Sinks.Empty<Void> release = Sinks.empty();
    private final Queue<Message> held = new ConcurrentLinkedQueue<>();
    private final Queue<String> afterRelease = new ConcurrentLinkedQueue<>();
    private volatile boolean holding;

    private HeldPublisher(OutboxPublisher real) {
        this.real = real;
    }

    /** To be given to an instance. */
    @Configuration(proxyBeanMethods = false)
    static class Parts {
        @Bean
        @Primary
        HeldPublisher heldPublisher(@Qualifier("kafkaOutboxPublisher") OutboxPublisher real) {
            return new HeldPublisher(real);
        }
    }

    void hold() {
        holding = true;
    }

    /** Messages of the batches that are held. */
    List<Message> held() {
        return new ArrayList<>(held);
    }

    /** Lets go of what is held, and holds nothing any more. */
    void release() {
        holding = false;
        release.tryEmitEmpty();
    }

    /** How the batches that were held ended: {@code published}, or an error. */
    List<String> afterRelease() {
        return new ArrayList<>(afterRelease);
    }

    @Override
    public Writer writer(int shard) {
        Writer writer = real.writer(shard);
        return new Writer() {
            @Override
            public Mono<Void> fence() {
                return writer.fence();
            }

            @Override
            public Mono<Void> publish(List<Message> messages) {
                if (!holding) {
                    return writer.publish(messages);
                }
                held.addAll(messages);
                return release.asMono()
                        .then(Mono.defer(() -> writer.publish(messages)))
                        .doOnSuccess(done -> afterRelease.add("published"))
                        .doOnError(error -> afterRelease.add(error.getClass().getSimpleName()));
            }

            @Override
            public Mono<Void> close() {
                return writer.close();
            }
        };
    }
}
