package dev.sluice.gateway.storefront;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.problem.ProblemWriter;
import dev.sluice.gateway.storefront.ApiKeyDirectory.Known;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets requests with a good {@code X-Api-Key} through, at the rate that a key may have. */
final class StorefrontFilter implements WebFilter {
    private static final String REALM = "ApiKey realm=\"sluice\"";

    private final ApiKeyDirectory keys;
    private final ProblemWriter problems;
    private final String policy;
    private final Counter unauthenticated;
    private final Counter limited;

    /**
     * @param rate requests a second of each key
     */
    StorefrontFilter(ApiKeyDirectory keys, int rate, ProblemWriter problems, MeterRegistry meters) {
        this.keys = keys;
        this.problems = problems;
        this.policy = "\"api-key\";q=" + rate + ";w=1";
        this.unauthenticated = refused(meters, ProblemType.UNAUTHENTICATED);
        this.limited = refused(meters, ProblemType.RATE_LIMITED);
    }

    private static Counter refused(MeterRegistry meters, ProblemType reason) {
        return Counter.builder("sluice.storefront.refused")
                .description("Requests of storefronts that were refused for their key")
                .tag("reason", reason.token())
                .register(meters);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        List<String> sent = exchange.getRequest().getHeaders().getOrEmpty(Storefront.KEY_HEADER);
        Optional<Known> known = sent.size() == 1 ? keys.find(sent.get(0)) : Optional.empty();
        if (known.isEmpty()) {
            return refuse(exchange);
        }
        long waitNanos = known.get().rate().ask(System.nanoTime());
        if (waitNanos > 0) {
            return limit(exchange, Duration.ofNanos(waitNanos));
        }
        Storefront storefront = known.get().storefront();
        storefront.sends(exchange);
        return chain.filter(exchange)
                .contextWrite(ReactiveSecurityContextHolder.withAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(storefront, "", List.of())));
    }

    /** One answer for a key that is missing, sent twice, wrong or revoked: who holds a bad one need not know. */
    private Mono<Void> refuse(ServerWebExchange exchange) {
        return Mono.defer(() -> {
            unauthenticated.increment();
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, REALM);
            return problems.write(
                    exchange,
                    Problem.of(
                            ProblemType.UNAUTHENTICATED,
                            "A valid API key is needed in " + Storefront.KEY_HEADER + "."));
        });
    }

    private Mono<Void> limit(ServerWebExchange exchange, Duration wait) {
        return Mono.defer(() -> {
            limited.increment();
            HttpHeaders headers = exchange.getResponse().getHeaders();
            headers.set("RateLimit-Policy", policy);
            headers.set(
                    "RateLimit",
                    "\"api-key\";r=0;t="
                            + Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
            return problems.write(
                    exchange,
                    Problem.of(ProblemType.RATE_LIMITED, "This key sends more requests than it may.")
                            .retryAfter(wait));
        });
    }
}
