package dev.sluice.gateway.admin.audit;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Listing;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.Period;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import io.r2dbc.spi.Readable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /api/v1/admin/audit}: what staff changed, newest first. */
@Configuration(proxyBeanMethods = false)
class AuditEndpoint {
    private static final Set<String> PARAMETERS =
            Set.of("actor", "action", "target", "shop", "from", "to", "limit", "cursor");
    private static final char BEFORE_ID = '\n';

    private final DatabaseClient database;
    private final Cursors cursors;
    private final Listing listing = new Listing(
            "list_audit",
            Map.of(
                    "actor", "actor = :actor",
                    "action", "action = :action",
                    "target", "target = :target",
                    "shop", "shop = :shop"),
            Map.of());

    AuditEndpoint(DatabaseClient database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    @Bean
    RouterFunction<ServerResponse> auditRoutes() {
        return Resource.at("/api/v1/admin/audit").get(this::list).routes();
    }

    private record Filter(Map<String, String> conditions, Period period) {
        static Filter of(QueryParameters query) {
            Map<String, String> conditions = new LinkedHashMap<>();
            for (String name : new String[] {"actor", "action", "target", "shop"}) {
                query.text(name).ifPresent(value -> conditions.put(name, value));
            }
            return new Filter(conditions, Period.of(query.text("from"), query.text("to"), query.errors()::add));
        }

        String scope() {
            return Period.scope(
                    "audit",
                    conditions.get("actor"),
                    conditions.get("action"),
                    conditions.get("target"),
                    conditions.get("shop"),
                    period.from(),
                    period.before());
        }
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        QueryParameters query = QueryParameters.of(request, PARAMETERS);
        Filter filter = Filter.of(query);
        int limit = query.limit();
        String cursor = query.text("cursor").orElse(null);
        query.errors().throwIfAny();
        return Mono.justOrEmpty(place(filter, cursor))
                .switchIfEmpty(Mono.error(() -> ParameterErrors.problem(
                                "cursor", "must be the next_cursor of a page with the same filter")
                        .asException()))
                .flatMap(place -> page(filter, limit, place))
                .flatMap(Page::answer);
    }

    private Optional<String> place(Filter filter, @Nullable String cursor) {
        // No id is below 0, so the end of the range is a place like any other.
        return cursor == null
                ? Optional.of(filter.period().beforeText() + BEFORE_ID + "-1")
                : cursors.open(filter.scope(), cursor);
    }

    private Mono<Page> page(Filter filter, int limit, String place) {
        int cut = place.indexOf(BEFORE_ID);
        GenericExecuteSpec statement = database.sql(
                        listing.statement(filter.conditions().keySet()))
                .bind("limit", limit)
                .bind("from", filter.period().fromText())
                .bind("before_at", place.substring(0, cut))
                .bind("before_id", place.substring(cut + 1));
        for (Map.Entry<String, String> condition : filter.conditions().entrySet()) {
            statement = statement.bind(condition.getKey(), condition.getValue());
        }
        return statement.map(row -> page(filter, row)).one();
    }

    private Page page(Filter filter, Readable row) {
        boolean more = Boolean.TRUE.equals(row.get("has_more", Boolean.class));
        String place = row.get("last_at", String.class) + BEFORE_ID + row.get("last_id", String.class);
        return new Page(
                Objects.requireNonNull(row.get("data", byte[].class)),
                more ? cursors.sign(filter.scope(), place) : null);
    }
}
