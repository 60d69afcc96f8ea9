package dev.sluice.gateway.admin.compliance;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditEntry;
import dev.sluice.gateway.admin.audit.AuditLog;
import dev.sluice.gateway.admin.compliance.ComplianceReads.Found;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.order.ComplianceRequest.Kind;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code /api/v1/admin/compliance}: requests under data-protection law. What is held of a customer is for admins alone.
 */
@Configuration(proxyBeanMethods = false)
class ComplianceEndpoints {
    private static final String REQUESTS = "/api/v1/admin/compliance";

    private final ComplianceReads requests;
    private final AuditLog audit;
    private final TransactionalOperator transaction;

    ComplianceEndpoints(DatabaseClient database, Cursors cursors, AuditLog audit, TransactionalOperator transaction) {
        this.requests = new ComplianceReads(database, cursors);
        this.audit = audit;
        this.transaction = transaction;
    }

    @Bean
    RouterFunction<ServerResponse> complianceRoutes() {
        return Resource.at(REQUESTS)
                .get(this::list)
                .routes()
                .and(Resource.at(REQUESTS + "/{id}").get(this::find).routes())
                .and(Resource.at(REQUESTS + "/{id}/data").get(this::data).routes())
                .and(Resource.at(REQUESTS + "/{id}/done").post(this::done).routes());
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        QueryParameters query = QueryParameters.of(request, ComplianceFilter.PARAMETERS);
        ComplianceFilter filter = ComplianceFilter.of(query);
        int limit = query.limit();
        String cursor = query.text("cursor").orElse(null);
        query.errors().throwIfAny();
        return requests.list(filter, limit, cursor)
                .switchIfEmpty(Mono.error(ComplianceEndpoints::foreignCursor))
                .flatMap(Page::answer);
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        return found(id(request)).flatMap(found -> Page.json(found.json()));
    }

    private Mono<ServerResponse> data(ServerRequest request) {
        QueryParameters query = QueryParameters.of(request, Set.of("limit", "cursor"));
        int limit = query.limit();
        String cursor = query.text("cursor").orElse(null);
        query.errors().throwIfAny();
        RequestId id = id(request);
        return dataRequest(id)
                .filter(found -> !found.done())
                .switchIfEmpty(
                        Mono.error(() -> conflict("What was asked for was handed over; the customer is forgotten.")))
                // Who looks at a customer's data is on record before anything of it is shown.
                .delayUntil(found -> Act.of(request).flatMap(by -> audit.write(entry(by, "compliance.read", id))))
                .flatMap(found -> requests.data(id, limit, cursor))
                .switchIfEmpty(Mono.error(ComplianceEndpoints::foreignCursor))
                .flatMap(Page::answer);
    }

    /** Doing it twice is doing it once. */
    private Mono<ServerResponse> done(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        RequestId id = id(request);
        return dataRequest(id)
                .then(Act.of(request))
                .flatMap(by -> transaction.transactional(requests.finish(id, by.actor())
                        .filter(wasOpen -> wasOpen)
                        .flatMap(wasOpen -> audit.write(entry(by, "compliance.done", id)))))
                .then(Mono.defer(() -> found(id)))
                .flatMap(found -> Page.json(found.json()));
    }

    private static AuditEntry entry(Act by, String action, RequestId id) {
        return new AuditEntry(by, action, id.text(), null, Map.of());
    }

    private Mono<Found> dataRequest(RequestId id) {
        return found(id)
                .filter(found -> found.kind().equals(Kind.DATA_REQUEST.topic()))
                .switchIfEmpty(Mono.error(() -> conflict("Only a data request has data to hand over.")));
    }

    private Mono<Found> found(RequestId id) {
        return requests.find(id).switchIfEmpty(Mono.error(ComplianceEndpoints::unknown));
    }

    private static RequestId id(ServerRequest request) {
        return RequestId.parse(request.pathVariable("id")).orElseThrow(ComplianceEndpoints::unknown);
    }

    private static ProblemException foreignCursor() {
        return ParameterErrors.problem("cursor", "must be the next_cursor of a page with the same filter")
                .asException();
    }

    private static ProblemException conflict(String detail) {
        return Problem.of(ProblemType.CONFLICT, detail).asException();
    }

    private static ProblemException unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such request.").asException();
    }
}
