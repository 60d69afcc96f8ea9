package dev.sluice.gateway.catalog;

import dev.sluice.gateway.catalog.CatalogMetrics.Result;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /api/v1/admin/cache}: how well the catalog's cache serves this gateway, since its start. */
final class CacheEndpoint {
    private final Catalog catalog;

    CacheEndpoint(Catalog catalog) {
        this.catalog = catalog;
    }

    RouterFunction<ServerResponse> routes() {
        return Resource.at("/api/v1/admin/cache").get(this::show).routes();
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        long hits = catalog.reads(Result.HIT);
        long misses = catalog.reads(Result.MISS);
        long bypassed = catalog.reads(Result.BYPASS);
        long all = hits + misses + bypassed;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hits", hits);
        json.put("misses", misses);
        json.put("bypassed", bypassed);
        json.put("ratio", all == 0 ? 0.0 : (double) hits / all);
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .bodyValue(json);
    }
}
