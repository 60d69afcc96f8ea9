package dev.sluice.gateway.catalog;

import dev.sluice.gateway.database.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Clears caches of products that changed. Whoever changes products says so after the commit; what is not said, or cannot
 * be done because Redis is away, is found in PostgreSQL and done later.
 */
public final class CatalogChanges {
    private static final Logger log = LoggerFactory.getLogger(CatalogChanges.class);

    /** How long a change is held up by clearing caches. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int MOST_CATALOGS = 100;

    /** As many keys one call of a script drops. */
    private static final int MOST_PRODUCTS = 500;

    private final DatabaseClient database;
    private final CatalogCache cache;
    private final String behind = Sql.read("catalogs_to_clear");
    private final String changed = Sql.read("products_to_clear");
    private final String mark = Sql.read("mark_catalog_cleared");

    CatalogChanges(DatabaseClient database, CatalogCache cache) {
        this.database = database;
        this.cache = cache;
    }

    /**
     * To be subscribed to after the commit. When it completes, no gateway answers with what was before, unless Redis is
     * away. Never fails.
     *
     * @param generation that the product has since
     */
    public Mono<Void> changed(String shop, String sku, long generation) {
        return Mono.defer(() -> cache.clear(shop, generation, List.of(sku)))
                .then(mark(shop, generation - 1, generation))
                .timeout(PATIENCE)
                .onErrorResume(failure -> {
                    log.info(
                            "caches of a changed product are cleared later shop={} reason={}",
                            shop,
                            failure.toString());
                    return Mono.empty();
                });
    }

    /** Clears what is left to clear; how many catalogs it looked at. */
    Mono<Long> clearRest() {
        return database.sql(behind)
                .bind("most", MOST_CATALOGS)
                .map(row -> new Behind(
                        Objects.requireNonNull(row.get("shop", String.class)),
                        Objects.requireNonNull(row.get("generation", Long.class)),
                        Objects.requireNonNull(row.get("cleared", Long.class))))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(catalog -> clear(catalog).thenReturn(catalog))
                .count();
    }

    private record Behind(String shop, long generation, long cleared) {}

    private record Changed(String sku, long generation) {}

    /** A product that changes meanwhile has a later generation, and is the next round's. */
    private Mono<Void> clear(Behind catalog) {
        return database.sql(changed)
                .bind("shop", catalog.shop())
                .bind("after", catalog.cleared())
                .bind("most", MOST_PRODUCTS)
                .map(row -> new Changed(
                        Objects.requireNonNull(row.get("sku", String.class)),
                        Objects.requireNonNull(row.get("generation", Long.class))))
                .all()
                .collectList()
                .flatMap(products -> {
                    long upTo = products.size() < MOST_PRODUCTS
                            ? catalog.generation()
                            : products.get(MOST_PRODUCTS - 1).generation();
                    List<String> skus = products.stream().map(Changed::sku).toList();
                    return cache.clear(catalog.shop(), catalog.generation(), skus)
                            .then(mark(catalog.shop(), null, upTo));
                });
    }

    private Mono<Void> mark(String shop, @Nullable Long after, long generation) {
        return Mono.defer(() -> {
            GenericExecuteSpec statement = database.sql(mark).bind("shop", shop).bind("generation", generation);
            return (after == null ? statement.bindNull("after", Long.class) : statement.bind("after", after)).then();
        });
    }
}
