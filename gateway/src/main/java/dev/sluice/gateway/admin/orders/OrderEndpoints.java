package dev.sluice.gateway.admin.orders;

import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /api/v1/admin/orders}: the listing, one order, its timeline. */
@Configuration(proxyBeanMethods = false)
class OrderEndpoints {
    private static final String ORDERS = "/api/v1/admin/orders";
    private static final Set<String> LISTING_PARAMETERS = with(OrderFilter.PARAMETERS, "limit", "cursor");

    private final OrderReads orders;

    OrderEndpoints(OrderReads orders) {
        this.orders = orders;
    }

    @Bean
    RouterFunction<ServerResponse> orderRoutes() {
        return Resource.at(ORDERS)
                .get(this::list)
                .routes()
                .and(Resource.at(ORDERS + "/{id}").get(this::find).routes())
                .and(Resource.at(ORDERS + "/{id}/timeline").get(this::timeline).routes());
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        QueryParameters query = QueryParameters.of(request, LISTING_PARAMETERS);
        OrderFilter filter = OrderFilter.of(query);
        int limit = query.limit();
        String cursor = query.text("cursor").orElse(null);
        query.errors().throwIfAny();
        return orders.list(filter, limit, cursor)
                .switchIfEmpty(Mono.error(OrderEndpoints::foreignCursor))
                .flatMap(Page::answer);
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        return orders.find(id(request))
                .switchIfEmpty(Mono.error(OrderEndpoints::unknown))
                .flatMap(Page::json);
    }

    private Mono<ServerResponse> timeline(ServerRequest request) {
        return orders.timeline(id(request))
                .switchIfEmpty(Mono.error(OrderEndpoints::unknown))
                .flatMap(Page::json);
    }

    private static String id(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        String id = request.pathVariable("id");
        if (id.indexOf('\0') >= 0) {
            throw unknown();
        }
        return id;
    }

    private static ProblemException foreignCursor() {
        return ParameterErrors.problem("cursor", "must be the next_cursor of a page with the same filter")
                .asException();
    }

    private static ProblemException unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such order.").asException();
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }
}
