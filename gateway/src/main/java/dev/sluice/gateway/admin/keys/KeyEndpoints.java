package dev.sluice.gateway.admin.keys;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditLog;
import dev.sluice.gateway.admin.keys.Keys.Made;
import dev.sluice.gateway.input.JsonBody;
import dev.sluice.gateway.input.JsonFields;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.storefront.ApiKeyDirectory;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/v1/admin/api-keys}: storefronts' keys. A key is shown once, in the answer to its making. */
@Configuration(proxyBeanMethods = false)
class KeyEndpoints {
    private static final String KEYS = "/api/v1/admin/api-keys";
    private static final int MAX_SHOP_CHARS = 253;
    private static final int MAX_NAME_CHARS = 200;
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final JsonMapper json = JsonMapper.shared();
    private final KeyStore store;
    private final Keys keys;

    KeyEndpoints(
            DatabaseClient database,
            Cursors cursors,
            ApiKeyDirectory directory,
            TransactionalOperator transaction,
            AuditLog audit) {
        this.store = new KeyStore(database, cursors);
        this.keys = new Keys(store, directory, transaction, audit);
    }

    @Bean
    RouterFunction<ServerResponse> apiKeyRoutes() {
        return Resource.at(KEYS)
                .get(this::list)
                .post(this::make)
                .routes()
                .and(Resource.at(KEYS + "/{id}")
                        .get(this::find)
                        .patch(this::change)
                        .routes());
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        QueryParameters query = QueryParameters.of(request, Set.of("shop", "limit", "cursor"));
        String shop = query.text("shop").orElse(null);
        int limit = query.limit();
        String cursor = query.text("cursor").orElse(null);
        query.errors().throwIfAny();
        return store.list(shop, limit, cursor)
                .switchIfEmpty(Mono.error(() -> ParameterErrors.problem(
                                "cursor", "must be the next_cursor of a page with the same filter")
                        .asException()))
                .flatMap(Page::answer);
    }

    private Mono<ServerResponse> make(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        return JsonBody.read(request).flatMap(body -> {
            String shop = body.text("shop", 1, MAX_SHOP_CHARS);
            if (!body.has("name")) {
                body.wrong("name", "is required");
            }
            String name = name(body).orElse("");
            body.throwIfWrong();
            return Act.of(request).flatMap(by -> keys.make(by, shop, name)).flatMap(this::made);
        });
    }

    private Mono<ServerResponse> made(Made made) {
        return store.find(made.id())
                .map(found -> withKey(found, made))
                .flatMap(shown -> ServerResponse.created(URI.create(KEYS + '/' + made.id()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore())
                        .bodyValue(shown));
    }

    private byte[] withKey(byte[] found, Made made) {
        ObjectNode shown = (ObjectNode) json.readTree(found);
        shown.put("key", made.key().text());
        return json.writeValueAsBytes(shown);
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        return found(id(request));
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        long id = id(request);
        return JsonBody.read(request).flatMap(body -> {
            Optional<String> name = name(body);
            Optional<Boolean> revoked = body.optionalBoolean("revoked");
            if (revoked.isPresent() && !revoked.get()) {
                body.wrong("revoked", "must be true, or left out: a revoked key does not come back");
            }
            body.throwIfWrong();
            Mono<Void> changed = name.isEmpty() && revoked.isEmpty()
                    ? Mono.empty()
                    : Act.of(request).flatMap(by -> keys.change(by, id, name, revoked.isPresent()));
            return changed.then(Mono.defer(() -> found(id)));
        });
    }

    private Mono<ServerResponse> found(long id) {
        return store.find(id).switchIfEmpty(Mono.error(Keys::unknown)).flatMap(Page::json);
    }

    private static Optional<String> name(JsonFields body) {
        Optional<String> name = body.optionalText("name", 1, MAX_NAME_CHARS);
        if (name.isPresent() && name.get().isBlank()) {
            body.wrong("name", "must not be blank");
        }
        return name;
    }

    private static long id(ServerRequest request) {
        String id = request.pathVariable("id");
        if (!ID.matcher(id).matches()) {
            throw Keys.unknown();
        }
        return Long.parseLong(id);
    }
}
