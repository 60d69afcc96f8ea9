package dev.sluice.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.Event;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Publishes by a plain producer and its callback. An event's partition follows from its key by the producer's own hash,
 * the same for every writer.
 */
final class KafkaEventPublisher implements EventPublisher, AutoCloseable {
    /** At close: what is buffered gets as long as a delivery may take. */
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final InFlight inFlight;
    private final CircuitBreaker breaker;
    private final long mostBytes;
    private volatile boolean open;

    /**
     * @param breaker that is told how every send ended; while it is open nothing is handed to the producer
     * @param mostBytes above which no event is handed to the producer: its buffer must never run full, as it would then
     *     block the event loop
     */
    KafkaEventPublisher(Producer<byte[], byte[]> producer, InFlight inFlight, CircuitBreaker breaker, long mostBytes) {
        this.producer = producer;
        this.inFlight = inFlight;
        this.breaker = breaker;
        this.mostBytes = mostBytes;
    }

    /** From now on the topics are known, so that a send needs no metadata. */
    void open() {
        open = true;
    }

    @Override
    public Mono<LogPosition> publish(String topic, Event event) {
        return Mono.create(sink -> send(topic, event, sink));
    }

    /**
     * Hands the record over. This runs on an event loop and is bounded there: the topics' metadata was fetched before
     * and does not expire, and what is in flight stays below the producer's buffer.
     */
    private void send(String topic, Event event, MonoSink<LogPosition> sink) {
        int size = event.body().length;
        if (!open) {
            sink.error(new LogUnavailableException("the log's topics are not known yet", null));
            return;
        }
        if (inFlight.bytes() + size > mostBytes) {
            sink.error(new LogUnavailableException("too many bytes wait for the log", null));
            return;
        }
        if (!breaker.tryAcquirePermission()) {
            sink.error(new LogUnavailableException("the log did not answer lately", null));
            return;
        }
        inFlight.started(size);
        long start = System.nanoTime();
        try {
            producer.send(record(topic, event), (position, failure) -> {
                inFlight.ended(size);
                ended(start, failure);
                acknowledged(sink, position, failure);
            });
        } catch (RuntimeException e) {
            // The callback is not called for what the producer refuses by an exception.
            inFlight.ended(size);
            ended(start, e);
            sink.error(new LogUnavailableException("the producer refused the event", e));
        }
    }

    private void ended(long startNanos, @Nullable Exception failure) {
        long took = System.nanoTime() - startNanos;
        if (failure == null) {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        } else {
            breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Event event) {
        RecordHeaders headers = new RecordHeaders();
        event.writeHeaders(headers::add);
        return new ProducerRecord<>(topic, null, event.key().getBytes(UTF_8), event.body(), headers);
    }

    private static void acknowledged(
            MonoSink<LogPosition> sink, @Nullable RecordMetadata position, @Nullable Exception failure) {
        if (failure != null || position == null) {
            sink.error(new LogUnavailableException("the event was not acknowledged", failure));
        } else {
            sink.success(new LogPosition(position.topic(), position.partition(), position.offset()));
        }
    }

    @Override
    public void close() {
        producer.close(LONGEST_FLUSH);
    }
}
