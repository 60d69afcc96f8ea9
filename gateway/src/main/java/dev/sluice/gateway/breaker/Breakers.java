package dev.sluice.gateway.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
