package dev.sluice.gateway.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** All circuit breakers of this gateway, one for each server; each change of one is logged once. */
@Component
public final class Breakers {
    private static final Logger log = LoggerFactory.getLogger(Breakers.class);

    private final MeterRegistry meters;
    private final Map<String, CircuitBreaker> all = new ConcurrentHashMap<>();

    public Breakers(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * What all breakers have in common: they count the last calls without a lock, as event loops tell them, and try a server
     * that failed a second later.
     *
     * @param calls that are counted
     * @param least calls before it may open
     * @param failures percent at which it opens
     * @param tries calls that are let through at a time to see whether the server is back
     */
    public static CircuitBreakerConfig.Builder config(int calls, int least, float failures, int tries) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        calls, least, SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(failures)
                .waitDurationInOpenState(Duration.ofSeconds(1))
                .permittedNumberOfCallsInHalfOpenState(tries);
    }

    /**
     * A new breaker, closed.
     *
     * @param server that it stands before, a metric tag: {@code kafka}, {@code postgresql}, {@code redis}
     */
    public CircuitBreaker add(String server, CircuitBreakerConfig config) {
        CircuitBreaker breaker = CircuitBreaker.of(server, config);
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn(
                        "circuit breaker changed server={} state={}",
                        server,
                        token(event.getStateTransition().getToState())));
        Gauge.builder("sluice.breaker.open", breaker, b -> b.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("1 while a server is not asked because it failed before, or is only being tried")
                .tag("server", server)
                .register(meters);
        all.put(server, breaker);
        return breaker;
    }

    /** {@code closed}, {@code open} or {@code half-open}, by server. */
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        all.forEach((server, breaker) -> states.put(server, token(breaker.getState())));
        return states;
    }

    private static String token(CircuitBreaker.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
