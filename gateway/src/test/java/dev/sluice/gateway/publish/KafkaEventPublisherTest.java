package dev.sluice.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaEventPublisherTest {
    private static final int MOST_BYTES = 1_000;

    private final MockProducer<byte[], byte[]> log =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final InFlight inFlight = new InFlight();
    private final CircuitBreaker breaker = CircuitBreaker.of("kafka", LogConfiguration.breaker());
    private final KafkaEventPublisher publisher = new KafkaEventPublisher(log, inFlight, breaker, MOST_BYTES);

    @BeforeEach
    void open() {
        publisher.open();
    }

    private CompletableFuture<LogPosition> publish(int size) {
        Event event = new Event(
                EventType.SHOPIFY,
                "one.example",
                "1",
                "orders/create",
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                "x".repeat(size).getBytes(UTF_8));
        return publisher.publish(LogTopics.ORDER_EVENTS, event).toFuture();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            CompletableFuture<LogPosition> answer = publish(10);
            log.errorNext(new TimeoutException());
            assertUnavailable(answer);
        }
    }

    private static void assertUnavailable(CompletableFuture<LogPosition> answer) {
        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.handle((position, failure) -> failure).join()).isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void nothingIsSaidBeforeTheAck() {
        CompletableFuture<LogPosition> answer = publish(10);
        assertThat(answer).isNotDone();
        assertThat(inFlight.events()).isEqualTo(1);

        log.completeNext();

        assertThat(answer).isCompleted();
        assertThat(inFlight.events()).isZero();
        assertThat(inFlight.total()).isEqualTo(1);
    }

    @Test
    void aLogThatFailsIsNotWaitedForAnyLonger() {
        fail(10);
        int handedOver = log.history().size();

        assertUnavailable(publish(10));

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(log.history()).hasSize(handedOver);
        assertThat(inFlight.events()).isZero();
    }

    @Test
    void aFewAreLetThroughToTryItAndTheirAcksOpenTheWay() {
        fail(10);
        breaker.transitionToHalfOpenState();
        CompletableFuture<LogPosition> first = publish(10);
        CompletableFuture<LogPosition> second = publish(10);
        CompletableFuture<LogPosition> third = publish(10);
        assertUnavailable(publish(10));
        assertThat(first).isNotDone();

        log.completeNext();
        log.completeNext();
        log.completeNext();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aTryThatFailsClosesTheWayAgain() {
        fail(10);
        breaker.transitionToHalfOpenState();
        fail(3);

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void anEventThatIsTooLargeSaysNothingAboutTheLog() {
        for (int i = 0; i < 50; i++) {
            publish(10);
            log.errorNext(new RecordTooLargeException());
        }
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void bytesThatWaitAreBoundedAndDoNotCountAgainstTheLog() {
        publish(MOST_BYTES);
        for (int i = 0; i < 50; i++) {
            assertUnavailable(publish(1));
        }
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }
}
