package dev.sluice.gateway.storefront;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Who sends a request: the shop that an API key is for.
 *
 * @param keyId of the key
 */
public record Storefront(String shop, long keyId) {
    /** Carries the key. */
    public static final String KEY_HEADER = "X-Api-Key";

    private static final String ATTRIBUTE = Storefront.class.getName();

    /** Of a request that security has let through. */
    public static Mono<Storefront> of(ServerRequest request) {
        return Mono.justOrEmpty(request.attribute(ATTRIBUTE))
                .cast(Storefront.class)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("a request without a storefront")));
    }

    void sends(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
