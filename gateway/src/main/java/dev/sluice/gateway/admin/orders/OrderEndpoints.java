package dev.sluice.gateway.admin.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.OrderKey;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.command.CommandId;
import dev.sluice.gateway.input.JsonBody;
import dev.sluice.gateway.input.JsonFields;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.order.OrderState;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** {@code /api/v1/admin/orders}: the listing, one order, its timeline, decisions about it. */
@Configuration(proxyBeanMethods = false)
class OrderEndpoints {
    private static final String ORDERS = "/api/v1/admin/orders";
    private static final int MAX_REASON_CHARS = 255;
    private static final Set<String> LISTING_PARAMETERS = with(OrderFilter.PARAMETERS, "limit", "cursor");

    private final OrderReads orders;
    private final OrderTransitions transitions;

    OrderEndpoints(OrderReads orders, OrderTransitions transitions) {
        this.orders = orders;
        this.transitions = transitions;
    }

    @Bean
    RouterFunction<ServerResponse> orderRoutes() {
        return Resource.at(ORDERS)
                .get(this::list)
                .routes()
                .and(Resource.at(ORDERS + "/{id}").get(this::find).routes())
                .and(Resource.at(ORDERS + "/{id}/timeline").get(this::timeline).routes())
                .and(Resource.at(ORDERS + "/{id}/transitions")
                        .post(this::decide)
                        .routes());
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

    private Mono<ServerResponse> decide(ServerRequest request) {
        String id = id(request);
        OrderKey order = OrderKey.parse(id);
        if (order == null) {
            throw unknown();
        }
        CommandId commandId = CommandId.of(request);
        return JsonBody.read(request)
                .flatMap(body -> {
                    OrderState to = decision(body);
                    String reason = body.text("reason", 1, MAX_REASON_CHARS);
                    body.throwIfWrong();
                    return Act.of(request).flatMap(by -> transitions.give(by, commandId, order, to, reason));
                })
                .then(Mono.defer(() -> ServerResponse.accepted()
                        .location(URI.create(UriUtils.encodePath(ORDERS + '/' + id + "/timeline", UTF_8)))
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore())
                        .bodyValue(Map.of("command_id", commandId.value()))));
    }

    private static OrderState decision(JsonFields body) {
        String to = body.text("to", 1, MAX_REASON_CHARS);
        if (to.equals(OrderState.CANCELLED.token())) {
            return OrderState.CANCELLED;
        }
        if (!to.isEmpty() && !to.equals(OrderState.CONFIRMED.token())) {
            body.wrong("to", "must be confirmed or cancelled");
        }
        return OrderState.CONFIRMED;
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

    static ProblemException unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such order.").asException();
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }
}
