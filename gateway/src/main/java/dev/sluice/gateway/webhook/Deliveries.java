package dev.sluice.gateway.webhook;

import dev.sluice.contract.Event;
import dev.sluice.gateway.admission.Admission;
import dev.sluice.gateway.admission.Traffic;
import dev.sluice.gateway.admission.Verdict;
import dev.sluice.gateway.dedup.DeduplicationHint;
import dev.sluice.gateway.dedup.DeliveryMark;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.publish.EventPublisher;
import dev.sluice.gateway.publish.LogUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What happens to a delivery whose body has arrived: verify, admit, look whether it came before, publish. */
final class Deliveries {
    private static final int FINGERPRINT_BYTES = 16;

    /** The log's own time-outs are of this order. */
    private static final Duration LOG_RETRY = Duration.ofSeconds(5);

    private static final Duration SHOPS_RETRY = Duration.ofSeconds(2);

    private final SignatureVerifier signatures;
    private final Admission admission;
    private final DeduplicationHint hint;
    private final EventPublisher publisher;
    private final DeliveryMetrics metrics;
    private final Clock clock;

    Deliveries(
            SignatureVerifier signatures,
            Admission admission,
            DeduplicationHint hint,
            EventPublisher publisher,
            DeliveryMetrics metrics,
            Clock clock) {
        this.signatures = signatures;
        this.admission = admission;
        this.hint = hint;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Fails with a {@link dev.sluice.gateway.problem.ProblemException} when the delivery is refused. */
    Mono<Answer> take(DeliveryHeaders headers, byte[] body) {
        if (!signatures.canJudge()) {
            // The port is open before the shops are read. A 401 now would tell Shopify that its own signature is bad.
            return Mono.error(
                    Problem.of(ProblemType.DATABASE_UNAVAILABLE, "The shops are being read; please send it again.")
                            .retryAfter(SHOPS_RETRY)
                            .asException());
        }
        byte[] mac = signatures.verify(headers.shop(), headers.signatures(), body);
        if (mac == null) {
            return Mono.error(Problem.of(ProblemType.UNAUTHENTICATED, "The delivery is not signed by a known shop.")
                    .asException());
        }
        Verdict verdict =
                admission.admit(Objects.requireNonNull(headers.shop()), Traffic.ofTopic(headers.topic()), body.length);
        if (verdict.reason() != null) {
            return Mono.error(overloaded(verdict));
        }
        Delivery delivery = Delivery.of(headers, Objects.requireNonNull(headers.shop()), body, clock.instant());
        DeliveryMark mark = mark(delivery.event(), mac);
        if (mark == null) {
            return publish(delivery);
        }
        return hint.isDone(mark).flatMap(done -> done ? duplicate(mark) : publish(delivery, mark));
    }

    private static RuntimeException overloaded(Verdict verdict) {
        return Problem.of(ProblemType.OVERLOADED, "The delivery is not taken at present; please send it again.")
                .retryAfter(Duration.ofSeconds(verdict.retryAfterSeconds()))
                .asException();
    }

    /**
     * The MAC serves as the body's digest, as it is there already. A retry that is signed with another secret looks like
     * another body then, which costs no more than the hint.
     */
    private static @Nullable DeliveryMark mark(Event event, byte[] mac) {
        String topic = event.topic();
        String webhookId = event.webhookId();
        return topic == null || webhookId == null
                ? null
                : new DeliveryMark(event.shop(), topic, webhookId, Arrays.copyOf(mac, FINGERPRINT_BYTES));
    }

    private static Mono<Answer> duplicate(DeliveryMark mark) {
        return Mono.just(new Answer(Status.DUPLICATE, mark.webhookId()));
    }

    /** Marked done only after the ack: a delivery that is still under way is no duplicate, as its publish may fail. */
    private Mono<Answer> publish(Delivery delivery, DeliveryMark mark) {
        return publish(delivery).doOnNext(answer -> hint.done(mark));
    }

    private Mono<Answer> publish(Delivery delivery) {
        long start = System.nanoTime();
        Event event = delivery.event();
        return publisher
                .publish(delivery.logTopic(), event)
                .map(position -> {
                    metrics.acknowledged(System.nanoTime() - start);
                    String webhookId = event.webhookId();
                    return new Answer(
                            delivery.isQuarantined() ? Status.QUARANTINED : Status.ACCEPTED,
                            webhookId == null ? position.toString() : webhookId);
                })
                .onErrorMap(LogUnavailableException.class, Deliveries::logUnavailable);
    }

    private static RuntimeException logUnavailable(LogUnavailableException failure) {
        return Problem.of(
                        ProblemType.LOG_UNAVAILABLE, "The delivery could not be stored in time; please send it again.")
                .retryAfter(LOG_RETRY)
                .asException();
    }
}
