package dev.sluice.gateway.catalog;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.storefront.Storefront;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /api/v1/products}: a storefront's products, one by one, listed and searched. */
final class ProductEndpoints {
    private static final String PRODUCTS = "/api/v1/products";
    private static final Set<String> LISTING_PARAMETERS = listingParameters();

    private final Catalog catalog;
    private final Cursors cursors;
    private final Duration answerWithin;
    private final String cacheControl;

    ProductEndpoints(Catalog catalog, Cursors cursors, CatalogSettings settings) {
        this.catalog = catalog;
        this.cursors = cursors;
        this.answerWithin = settings.answerWithin();
        long sharedSeconds = settings.sharedMaxAge().toSeconds();
        // no-cache lets a CDN keep the answer and ask whether it still holds: the tag tells, for this very shop.
        this.cacheControl = sharedSeconds == 0
                ? "public, no-cache"
                : "public, max-age=0, must-revalidate, s-maxage=" + sharedSeconds;
    }

    private static Set<String> listingParameters() {
        Set<String> names = new TreeSet<>(ProductFilter.PARAMETERS);
        names.addAll(Set.of("limit", "cursor"));
        return Set.copyOf(names);
    }

    RouterFunction<ServerResponse> routes() {
        return Resource.at(PRODUCTS)
                .get(this::list)
                .routes()
                .and(Resource.at(PRODUCTS + "/{sku}").get(this::find).routes());
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        QueryParameters.of(request, Set.of()).errors().throwIfAny();
        String sku = request.pathVariable("sku");
        if (!Skus.isSku(sku)) {
            throw unknown();
        }
        return Storefront.of(request)
                .flatMap(storefront -> catalog.product(storefront.shop(), sku))
                .timeout(answerWithin)
                .switchIfEmpty(Mono.error(ProductEndpoints::unknown))
                .flatMap(product -> answer(request, product));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        QueryParameters query = QueryParameters.of(request, LISTING_PARAMETERS);
        ProductFilter filter = ProductFilter.of(query);
        int limit = query.limit();
        String cursor = query.text("cursor").orElse(null);
        query.errors().throwIfAny();
        return Storefront.of(request)
                .flatMap(storefront -> {
                    String shop = storefront.shop();
                    String place = cursor == null
                            ? PostgresCatalog.START
                            : cursors.open(filter.scope(shop), cursor).orElseThrow(ProductEndpoints::foreignCursor);
                    return catalog.page(shop, filter, limit, place);
                })
                .timeout(answerWithin)
                .flatMap(page -> answer(request, page));
    }

    private Mono<ServerResponse> answer(ServerRequest request, Representation answer) {
        boolean known = request.headers().asHttpHeaders().getIfNoneMatch().stream()
                .anyMatch(tag -> matches(tag, answer.entityTag()));
        ServerResponse.BodyBuilder response = ServerResponse.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .header(HttpHeaders.ETAG, answer.entityTag())
                .header(HttpHeaders.CACHE_CONTROL, cacheControl);
        // Beside the Origin that stands there already where pages may call.
        request.exchange().getResponse().getHeaders().add(HttpHeaders.VARY, Storefront.KEY_HEADER);
        return known
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).bodyValue(answer.json());
    }

    /** Weakly (RFC 9110, 13.1.2): who compresses the answer on its way makes the tag a weak one. */
    private static boolean matches(String tag, String ours) {
        return tag.equals("*")
                || tag.equals(ours)
                || (tag.startsWith("W/") && tag.substring(2).equals(ours));
    }

    private static ProblemException foreignCursor() {
        return ParameterErrors.problem("cursor", "must be the next_cursor of a page with the same filter")
                .asException();
    }

    private static ProblemException unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such product.").asException();
    }
}
