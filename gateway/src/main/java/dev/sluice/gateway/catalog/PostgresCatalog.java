package dev.sluice.gateway.catalog;

import static java.util.Objects.requireNonNull;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Listing;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.SqlParts;
import dev.sluice.gateway.database.ReadDatabase;
import dev.sluice.gateway.database.Sql;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Reads {@code products}, each time with the generation of their catalog in the same snapshot. PostgreSQL writes the JSON. */
final class PostgresCatalog implements CatalogSource {
    /** Where a listing begins: no SKU is empty. */
    static final String START = "";

    /** Before every rank. */
    private static final String START_OF_SEARCH = "infinity ";

    /** A search that matches more ranks the first so many that it finds. */
    private static final int MOST_RANKED = 10_000;

    private static final Map<String, String> CONDITIONS = Map.of(
            "category", "category = :category",
            "min_price", "price >= :min_price",
            "max_price", "price <= :max_price");

    private final ReadDatabase database;
    private final Cursors cursors;
    private final String find = withJson("find_offered_product");
    private final Listing listing = new Listing("list_offered_products", CONDITIONS, json());
    private final Listing search = new Listing("search_offered_products", CONDITIONS, json());

    PostgresCatalog(ReadDatabase database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    private static Map<String, String> json() {
        return Map.of("product_json", Sql.read("offered_product_json"));
    }

    private static String withJson(String name) {
        return SqlParts.read(name, json());
    }

    @Override
    public Read product(String shop, String sku) {
        return fresh -> database.read(
                fresh,
                client -> client.sql(find)
                        .bind("shop", shop)
                        .bind("sku", sku)
                        .map(row -> new Loaded(generation(row), row.get("json", byte[].class)))
                        .one());
    }

    @Override
    public Read page(String shop, ProductFilter filter, int limit, String place) {
        return fresh -> database.read(
                fresh,
                client -> statement(client, filter, place)
                        .bind("shop", shop)
                        .bind("limit", limit)
                        .map(row -> new Loaded(generation(row), page(row, filter.scope(shop))))
                        .one());
    }

    private GenericExecuteSpec statement(DatabaseClient client, ProductFilter filter, String place) {
        GenericExecuteSpec statement;
        if (filter.search() == null) {
            statement = client.sql(listing.statement(filter.conditions())).bind("after_sku", place);
        } else {
            String from = place.isEmpty() ? START_OF_SEARCH : place;
            int cut = from.indexOf(' ');
            statement = client.sql(search.statement(filter.conditions()))
                    .bind("search", filter.search())
                    .bind("most", MOST_RANKED)
                    .bind("after_rank", from.substring(0, cut))
                    .bind("after_sku", from.substring(cut + 1));
        }
        statement = bind(statement, "category", filter.category());
        statement = bind(statement, "min_price", filter.minPrice());
        return bind(statement, "max_price", filter.maxPrice());
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable Object value) {
        if (value == null) {
            return statement;
        }
        return statement.bind(
                name, value instanceof BigDecimal price ? price.setScale(Math.max(0, price.scale())) : value);
    }

    private static long generation(Readable row) {
        return requireNonNull(row.get("generation", Long.class));
    }

    private byte[] page(Readable row, String scope) {
        String last = row.get("last_place", String.class);
        boolean more = Boolean.TRUE.equals(row.get("has_more", Boolean.class)) && last != null;
        byte[] data = requireNonNull(row.get("data", byte[].class));
        return new Page(data, more ? cursors.sign(scope, requireNonNull(last)) : null).bytes();
    }
}
