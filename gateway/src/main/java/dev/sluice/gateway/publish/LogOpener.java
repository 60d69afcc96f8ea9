package dev.sluice.gateway.publish;

import static dev.sluice.contract.LogTopics.ORDER_EVENTS;
import static dev.sluice.contract.LogTopics.QUARANTINE;

import dev.sluice.gateway.background.BackgroundWork;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Waits at start until the topics exist and the producer knows their partitions, then opens the publisher. The topics are
 * created elsewhere: asking the producer for a topic that does not exist could create it with wrong settings, so the
 * admin client is asked first.
 */
final class LogOpener extends BackgroundWork implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(LogOpener.class);
    private static final List<String> TOPICS = List.of(ORDER_EVENTS, QUARANTINE);

    private final KafkaLogReader reader;
    private final Producer<byte[], byte[]> producer;
    private final KafkaEventPublisher publisher;
    private volatile String missing = "the topics " + TOPICS + " have not been looked up yet";
    private volatile boolean open;

    LogOpener(KafkaLogReader reader, Producer<byte[], byte[]> producer, KafkaEventPublisher publisher) {
        this.reader = reader;
        this.producer = producer;
        this.publisher = publisher;
    }

    @Override
    protected Mono<Void> run() {
        return reader.topics(TOPICS)
                .then(Flux.fromIterable(TOPICS).concatMap(this::prefetch).then())
                .doOnError(this::waiting)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(2)))
                .doOnSuccess(found -> opened());
    }

    /** Blocks for at most the producer's {@code max.block.ms}. */
    private Mono<?> prefetch(String topic) {
        return Mono.fromCallable(() -> producer.partitionsFor(topic)).subscribeOn(Schedulers.boundedElastic());
    }

    private void waiting(Throwable failure) {
        String reason = "the topics " + TOPICS + " cannot be found: " + failure.getMessage();
        if (!reason.equals(missing)) {
            log.info("waiting for the log reason={}", failure.getMessage());
        }
        missing = reason;
    }

    private void opened() {
        publisher.open();
        open = true;
        log.info("the log is open topics={}", TOPICS);
    }

    @Override
    public Health health() {
        return open
                ? Health.up().build()
                : Health.down().withDetail("reason", missing).build();
    }
}
