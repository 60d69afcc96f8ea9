package dev.sluice.gateway.input;

import static org.springframework.web.reactive.function.server.RequestPredicates.method;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/** One path with its methods; every other method is answered 405 with {@code Allow}. */
public final class Resource {
    private final String pattern;
    private final Map<HttpMethod, HandlerFunction<ServerResponse>> handlers = new LinkedHashMap<>();

    private Resource(String pattern) {
        this.pattern = pattern;
    }

    public static Resource at(String pattern) {
        return new Resource(pattern);
    }

    public Resource get(HandlerFunction<ServerResponse> handler) {
        handlers.put(HttpMethod.GET, handler);
        return this;
    }

    public Resource post(HandlerFunction<ServerResponse> handler) {
        handlers.put(HttpMethod.POST, handler);
        return this;
    }

    public Resource patch(HandlerFunction<ServerResponse> handler) {
        handlers.put(HttpMethod.PATCH, handler);
        return this;
    }

    public RouterFunction<ServerResponse> routes() {
        RouterFunctions.Builder routes = RouterFunctions.route();
        handlers.forEach((method, handler) -> routes.route(method(method).and(path(pattern)), handler));
        routes.route(
                path(pattern),
                request -> Mono.error(new MethodNotAllowedException(request.method(), handlers.keySet())));
        return routes.build();
    }
}
