package dev.sluice.gateway.admin.products;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditLog;
import dev.sluice.gateway.admin.command.CommandId;
import dev.sluice.gateway.catalog.CatalogChanges;
import dev.sluice.gateway.catalog.Skus;
import dev.sluice.gateway.input.JsonBody;
import dev.sluice.gateway.input.JsonFields;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.problem.ProblemException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/**
 * {@code /api/v1/admin/products}: the catalog of all shops; {@code .../{sku}/stock}: adjustments; {@code
 * /api/v1/admin/stock}: what there is.
 */
@Configuration(proxyBeanMethods = false)
class ProductAdminEndpoints {
    private static final String PRODUCTS = "/api/v1/admin/products";
    private static final int MAX_SHOP_CHARS = 253;
    private static final int MAX_SKU_CHARS = 64;
    private static final int MAX_REASON_CHARS = 255;
    private static final long MAX_UNITS = 1_000_000_000;

    private final ProductStore store;
    private final Products products;

    ProductAdminEndpoints(
            DatabaseClient database,
            Cursors cursors,
            AuditLog audit,
            TransactionalOperator transaction,
            CatalogChanges caches) {
        this.store = new ProductStore(database, cursors);
        this.products = new Products(store, transaction, audit, caches);
    }

    @Bean
    RouterFunction<ServerResponse> adminProductRoutes() {
        return Resource.at(PRODUCTS)
                .get(request -> list(request, store::list))
                .post(this::create)
                .routes()
                .and(Resource.at(PRODUCTS + "/{sku}")
                        .get(this::find)
                        .patch(this::change)
                        .routes())
                .and(Resource.at(PRODUCTS + "/{sku}/stock").post(this::adjust).routes())
                .and(Resource.at("/api/v1/admin/stock")
                        .get(request -> list(request, store::listStock))
                        .routes());
    }

    private interface PageOf {
        Mono<Page> page(@Nullable String shop, int limit, @Nullable String cursor);
    }

    private static Mono<ServerResponse> list(ServerRequest request, PageOf listing) {
        QueryParameters query = QueryParameters.of(request, Set.of("shop", "limit", "cursor"));
        String shop = query.text("shop").orElse(null);
        int limit = query.limit();
        String cursor = query.text("cursor").orElse(null);
        query.errors().throwIfAny();
        return listing.page(shop, limit, cursor)
                .switchIfEmpty(Mono.error(ProductAdminEndpoints::foreignCursor))
                .flatMap(Page::answer);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        return JsonBody.read(request).flatMap(body -> {
            String sku = body.text("sku", 1, MAX_SKU_CHARS);
            if (!sku.isEmpty() && !Skus.isSku(sku)) {
                body.wrong("sku", Skus.EXPECTED);
            }
            ProductKey product = new ProductKey(shop(body), sku);
            ProductChange change = ProductChange.ofNew(body);
            long stock = body.optionalWhole("stock", 0, MAX_UNITS).orElse(0L);
            body.throwIfWrong();
            return Act.of(request)
                    .flatMap(by -> products.create(by, product, change, stock))
                    .then(Mono.defer(() -> created(product)));
        });
    }

    private Mono<ServerResponse> created(ProductKey product) {
        URI location = URI.create(PRODUCTS + '/' + product.sku() + "?shop=" + UriUtils.encode(product.shop(), UTF_8));
        return found(product)
                .flatMap(json -> ServerResponse.created(location)
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore())
                        .bodyValue(json));
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        QueryParameters query = QueryParameters.of(request, Set.of("shop"));
        String shop = query.text("shop").orElse("");
        if (shop.isEmpty() && query.errors().isEmpty()) {
            query.errors().add("shop", "is required");
        }
        query.errors().throwIfAny();
        return found(new ProductKey(shop, sku(request))).flatMap(Page::json);
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        String sku = sku(request);
        return JsonBody.read(request).flatMap(body -> {
            ProductKey product = new ProductKey(shop(body), sku);
            ProductChange change = ProductChange.of(body);
            if (body.has("stock")) {
                body.wrong("stock", "is changed by POST " + PRODUCTS + "/{sku}/stock");
            }
            body.throwIfWrong();
            Mono<Void> changed = change.changesNothing()
                    ? Mono.empty()
                    : Act.of(request).flatMap(by -> products.change(by, product, change));
            return changed.then(Mono.defer(() -> found(product))).flatMap(Page::json);
        });
    }

    private Mono<ServerResponse> adjust(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        String sku = sku(request);
        CommandId command = CommandId.of(request);
        return JsonBody.read(request).flatMap(body -> {
            ProductKey product = new ProductKey(shop(body), sku);
            long delta = delta(body);
            String reason = body.text("reason", 1, MAX_REASON_CHARS);
            body.throwIfWrong();
            return Act.of(request)
                    .flatMap(by -> products.adjust(by, command, product, delta, reason))
                    .flatMap(adjustment -> ServerResponse.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .cacheControl(CacheControl.noStore())
                            .bodyValue(json(product, delta, adjustment, command)));
        });
    }

    private static long delta(JsonFields body) {
        long delta = body.optionalWhole("delta", -MAX_UNITS, MAX_UNITS).orElse(0L);
        if (delta == 0 && body.errors().isEmpty()) {
            body.wrong("delta", "must be a whole number of units to add, or below 0 to take away");
        }
        return delta;
    }

    private static Map<String, Object> json(ProductKey product, long delta, Adjustment adjustment, CommandId command) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("shop", product.shop());
        json.put("sku", product.sku());
        json.put("delta", delta);
        json.put("stock", adjustment.stock());
        json.put("available", adjustment.available());
        json.put("command_id", command.value());
        return json;
    }

    private Mono<byte[]> found(ProductKey product) {
        return store.find(product).switchIfEmpty(Mono.error(ProductKey::unknown));
    }

    private static String shop(JsonFields body) {
        return body.text("shop", 1, MAX_SHOP_CHARS);
    }

    private static String sku(ServerRequest request) {
        String sku = request.pathVariable("sku");
        if (!Skus.isSku(sku)) {
            throw ProductKey.unknown();
        }
        return sku;
    }

    private static ProblemException foreignCursor() {
        return ParameterErrors.problem("cursor", "must be the next_cursor of a page with the same filter")
                .asException();
    }
}
