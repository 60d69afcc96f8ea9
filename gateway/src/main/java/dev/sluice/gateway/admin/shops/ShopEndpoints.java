package dev.sluice.gateway.admin.shops;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditLog;
import dev.sluice.gateway.input.JsonBody;
import dev.sluice.gateway.input.JsonFields;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.tenant.SecretCipher;
import dev.sluice.gateway.tenant.ShopDirectory;
import java.net.URI;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /api/v1/admin/shops}: listing, registration, rotation. Secrets go in and never come out. */
@Configuration(proxyBeanMethods = false)
class ShopEndpoints {
    private static final String SHOPS = "/api/v1/admin/shops";

    private final ShopStore store;
    private final Shops shops;

    ShopEndpoints(
            DatabaseClient database,
            Cursors cursors,
            SecretCipher cipher,
            ShopDirectory directory,
            ReactiveTransactionManager transactions,
            AuditLog audit) {
        this.store = new ShopStore(database, cursors);
        this.shops = new Shops(store, cipher, directory, TransactionalOperator.create(transactions), audit);
    }

    @Bean
    RouterFunction<ServerResponse> shopRoutes() {
        return Resource.at(SHOPS)
                .get(this::list)
                .post(this::create)
                .routes()
                .and(Resource.at(SHOPS + "/{shop}")
                        .get(this::find)
                        .patch(this::change)
                        .routes());
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        QueryParameters query = QueryParameters.of(request, Set.of("limit", "cursor"));
        int limit = query.limit();
        String cursor = query.text("cursor").orElse(null);
        query.errors().throwIfAny();
        return store.list(limit, cursor)
                .switchIfEmpty(Mono.error(
                        () -> ParameterErrors.problem("cursor", "must be the next_cursor of a page of this listing")
                                .asException()))
                .flatMap(Page::answer);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return JsonBody.read(request).flatMap(body -> {
            String shop = ShopChange.shop(body);
            ShopChange change = ShopChange.ofNew(body);
            body.throwIfWrong();
            return Act.of(request).flatMap(by -> shops.create(by, shop, change)).then(created(shop));
        });
    }

    private Mono<ServerResponse> created(String shop) {
        return store.find(shop)
                .flatMap(json -> ServerResponse.created(URI.create(SHOPS + '/' + shop))
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(json));
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        return found(shop(request));
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        String shop = shop(request);
        return JsonBody.read(request)
                .map(ShopEndpoints::change)
                .flatMap(change -> Act.of(request).flatMap(by -> shops.change(by, shop, change)))
                .then(Mono.defer(() -> found(shop)));
    }

    private static ShopChange change(JsonFields body) {
        ShopChange change = ShopChange.ofExisting(body);
        body.throwIfWrong();
        return change;
    }

    private Mono<ServerResponse> found(String shop) {
        return store.find(shop).switchIfEmpty(Mono.error(Shops::unknown)).flatMap(Page::json);
    }

    private static String shop(ServerRequest request) {
        String shop = request.pathVariable("shop");
        if (shop.indexOf('\0') >= 0) {
            throw Shops.unknown();
        }
        return shop;
    }
}
