package dev.sluice.gateway.admin.products;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Listing;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.Period;
import dev.sluice.gateway.admin.SqlParts;
import dev.sluice.gateway.database.Sql;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The statements on products and their stock; whoever changes several rows brings the transaction. */
final class ProductStore {
    private static final char BEFORE_SKU = '\n';

    private final DatabaseClient database;
    private final Cursors cursors;
    private final Listing products = listing("list_products", "product_json");
    private final Listing stock = listing("list_stock", "stock_json");
    private final String find = SqlParts.read("find_product", Map.of("product_json", Sql.read("product_json")));
    private final String insert = Sql.read("insert_product");
    private final String shopExists = "SELECT EXISTS (SELECT FROM shops WHERE shop = :shop)";
    private final String insertInventory = Sql.read("insert_inventory");
    private final String lock = Sql.read("lock_product");
    private final String update = Sql.read("update_product");
    private final String findAdjustment = Sql.read("find_adjustment");
    private final String adjust = Sql.read("adjust_stock");
    private final String available = "SELECT available FROM inventory WHERE shop = :shop AND sku = :sku";
    private final String touch = Sql.read("touch_product");

    ProductStore(DatabaseClient database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    private static Listing listing(String name, String json) {
        return new Listing(name, Map.of("shop", "shop = :shop"), Map.of(json, Sql.read(json)));
    }

    /** A page of products, by shop and SKU; empty when the cursor is none of this listing. */
    Mono<Page> list(@Nullable String shop, int limit, @Nullable String cursor) {
        return page(products, Period.scope("admin-products", shop), shop, limit, cursor);
    }

    /** A page of what there is of each product, likewise. */
    Mono<Page> listStock(@Nullable String shop, int limit, @Nullable String cursor) {
        return page(stock, Period.scope("stock", shop), shop, limit, cursor);
    }

    private Mono<Page> page(Listing listing, String scope, @Nullable String shop, int limit, @Nullable String cursor) {
        Optional<String> place = cursor == null ? Optional.of("" + BEFORE_SKU) : cursors.open(scope, cursor);
        return Mono.justOrEmpty(place).flatMap(from -> {
            int cut = from.indexOf(BEFORE_SKU);
            GenericExecuteSpec statement = database.sql(listing.statement(shop == null ? Set.of() : Set.of("shop")))
                    .bind("after_shop", from.substring(0, cut))
                    .bind("after_sku", from.substring(cut + 1))
                    .bind("limit", limit);
            return (shop == null ? statement : statement.bind("shop", shop))
                    .map(row -> page(row, scope))
                    .one();
        });
    }

    private Page page(Readable row, String scope) {
        String last = row.get("last_place", String.class);
        boolean more = Boolean.TRUE.equals(row.get("has_more", Boolean.class)) && last != null;
        return new Page(json(row, "data"), more ? cursors.sign(scope, Objects.requireNonNull(last)) : null);
    }

    Mono<byte[]> find(ProductKey product) {
        return at(find, product).map(row -> json(row, "json")).one();
    }

    Mono<Boolean> shopExists(String shop) {
        return database.sql(shopExists)
                .bind("shop", shop)
                .mapValue(Boolean.class)
                .one();
    }

    /** Its generation; empty when there is one with this key already. */
    Mono<Long> insert(ProductKey product, ProductChange change, BigDecimal price) {
        GenericExecuteSpec statement = at(insert, product)
                .bind("name", change.name().orElseThrow())
                .bind("description", change.description().orElse(""))
                .bind("price", price)
                .bind("currency", change.currency().orElseThrow())
                .bind("active", change.active().orElse(true));
        statement = bind(statement, "brand", change.brand(), String.class);
        statement = bind(statement, "category", change.category(), String.class);
        return bind(statement, "per_customer_limit", change.perCustomerLimit(), Long.class)
                .map(ProductStore::generation)
                .one();
    }

    Mono<Void> insertInventory(ProductKey product, long stock) {
        return at(insertInventory, product).bind("stock", stock).then();
    }

    /** Keeps the product's row until the end of the transaction; its currency, empty when there is no such product. */
    Mono<String> lock(ProductKey product) {
        return at(lock, product).mapValue(String.class).one();
    }

    /** Its generation. */
    Mono<Long> update(ProductKey product, ProductChange change, Optional<BigDecimal> price) {
        GenericExecuteSpec statement =
                at(update, product).bind("cleared", change.cleared().toArray(String[]::new));
        statement = bind(statement, "name", change.name(), String.class);
        statement = bind(statement, "description", change.description(), String.class);
        statement = bind(statement, "brand", change.brand(), String.class);
        statement = bind(statement, "category", change.category(), String.class);
        statement = bind(statement, "price", price, BigDecimal.class);
        statement = bind(statement, "currency", change.currency(), String.class);
        statement = bind(statement, "active", change.active(), Boolean.class);
        return bind(statement, "per_customer_limit", change.perCustomerLimit(), Long.class)
                .map(ProductStore::generation)
                .one();
    }

    /** What an adjustment came to that was made under this command before. */
    Mono<Adjustment> findAdjustment(String commandId) {
        return database.sql(findAdjustment)
                .bind("command_id", commandId)
                .map(ProductStore::adjustment)
                .one();
    }

    /** Moves the stock and notes the movement; empty when less than nothing would be available, or nothing is known of it. */
    Mono<Adjustment> adjust(ProductKey product, long delta, String commandId) {
        return at(adjust, product)
                .bind("delta", delta)
                .bind("command_id", commandId)
                .map(ProductStore::adjustment)
                .one();
    }

    /** How many are neither reserved nor sold; empty when there is no such product. */
    Mono<Long> available(ProductKey product) {
        return at(available, product).mapValue(Long.class).one();
    }

    /** Gives the product a new generation, as its stock is shown with it. */
    Mono<Long> touch(ProductKey product) {
        return at(touch, product).map(ProductStore::generation).one();
    }

    private GenericExecuteSpec at(String sql, ProductKey product) {
        return database.sql(sql).bind("shop", product.shop()).bind("sku", product.sku());
    }

    private static <T> GenericExecuteSpec bind(
            GenericExecuteSpec statement, String name, Optional<T> value, Class<T> type) {
        return value.isPresent() ? statement.bind(name, value.get()) : statement.bindNull(name, type);
    }

    private static long generation(Readable row) {
        return Objects.requireNonNull(row.get("generation", Long.class));
    }

    private static Adjustment adjustment(Readable row) {
        return new Adjustment(
                Objects.requireNonNull(row.get("stock_after", Long.class)),
                Objects.requireNonNull(row.get("available_after", Long.class)));
    }

    private static byte[] json(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, byte[].class));
    }
}
