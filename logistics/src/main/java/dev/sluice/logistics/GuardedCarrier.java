package dev.sluice.logistics;

import dev.sluice.logistics.Shipments.Due;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * Keeps a carrier's trouble with the carrier. From the inside out: a time limit on each call; a circuit breaker that stops
 * asking a carrier that does not answer; a bulkhead, so that slow calls use up no more than their share; and one more try
 * after a short wait, for what was a hiccup. Whatever lasts longer is tried again from the table, much later.
 */
final class GuardedCarrier implements Carrier {
    private static final int ATTEMPTS = 2;
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    private final Carrier carrier;
    private final ScheduledExecutorService timer;
    private final TimeLimiter timeLimiter;
    private final CircuitBreaker circuitBreaker;
    private final Bulkhead bulkhead;
    private final Retry retry;

    GuardedCarrier(Carrier carrier, int calls, Duration timeout, ScheduledExecutorService timer) {
        this.carrier = carrier;
        this.timer = timer;
        timeLimiter = TimeLimiter.of(
                "carrier", TimeLimiterConfig.custom().timeoutDuration(timeout).build());
        circuitBreaker = CircuitBreaker.of(
                "carrier",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .slowCallDurationThreshold(timeout)
                        .waitDurationInOpenState(Duration.ofSeconds(2))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        // It answered: a refusal is about the shipment.
                        .ignoreException(GuardedCarrier::isRefusal)
                        .build());
        bulkhead = Bulkhead.of(
                "carrier",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(calls)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        retry = Retry.of(
                "carrier",
                RetryConfig.<CarrierAnswer>custom()
                        .maxAttempts(ATTEMPTS)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(FIRST_WAIT, 2))
                        .retryOnException(error -> !isRefusal(error) && asksCarrier())
                        .build());
    }

    static boolean isRefusal(Throwable error) {
        return error instanceof RefusedException || error.getCause() instanceof RefusedException;
    }

    /** Whether a call would be made at all. */
    boolean asksCarrier() {
        return circuitBreaker.getState() != CircuitBreaker.State.OPEN;
    }

    /** Longest time until a call has an answer or an error. */
    static Duration longest(Duration timeout) {
        return timeout.multipliedBy(ATTEMPTS).plus(FIRST_WAIT.multipliedBy(4));
    }

    @Override
    public CompletionStage<CarrierAnswer> ship(Due shipment) {
        return guarded(() -> carrier.ship(shipment));
    }

    @Override
    public CompletionStage<CarrierAnswer> status(Due shipment) {
        return guarded(() -> carrier.status(shipment));
    }

    @Override
    public CompletionStage<CarrierAnswer> cancel(Due shipment) {
        return guarded(() -> carrier.cancel(shipment));
    }

    private CompletionStage<CarrierAnswer> guarded(Supplier<CompletionStage<CarrierAnswer>> call) {
        Supplier<CompletionStage<CarrierAnswer>> limited = timeLimiter.decorateCompletionStage(timer, call);
        Supplier<CompletionStage<CarrierAnswer>> broken = circuitBreaker.decorateCompletionStage(limited);
        Supplier<CompletionStage<CarrierAnswer>> separated = Bulkhead.decorateCompletionStage(bulkhead, broken);
        return Retry.decorateCompletionStage(retry, timer, separated).get();
    }
}
