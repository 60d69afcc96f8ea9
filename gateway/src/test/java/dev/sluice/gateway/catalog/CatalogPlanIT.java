package dev.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.admin.SqlParts;
import dev.sluice.gateway.database.Sql;
import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Shopfront;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How PostgreSQL reads the catalog of a small shop beside that of a large one. */
class CatalogPlanIT {
    private static final int PRODUCTS = 20_000;
    private static final AdminGateway GATEWAY = AdminGateway.get();

    @BeforeAll
    static void manyProducts() {
        Shopfront.closeAll(GATEWAY);
        GATEWAY.database().run("INSERT INTO shops (shop, name) VALUES ('large', 'Large'), ('small', 'Small')");
        products("large", PRODUCTS);
        products("small", 100);
        GATEWAY.database()
                .run("INSERT INTO inventory (shop, sku, stock, available) SELECT shop, sku, 1, 1 FROM products");
        GATEWAY.database().run("VACUUM ANALYZE products");
        GATEWAY.database().run("VACUUM ANALYZE inventory");
    }

    /** Not one by one through the trigger of the generation, which would take its time. */
    private static void products(String shop, int number) {
        GATEWAY.database().run("ALTER TABLE products DISABLE TRIGGER products_generation");
        GATEWAY.database()
                .run(
                        "INSERT INTO products (shop, sku, name, category, price, currency, generation)"
                                + " SELECT ?, 'SKU-' || n, 'thing ' || n, 'c' || n % 50, n % 1000, 'EUR', n"
                                + " FROM generate_series(1, ?) n",
                        shop, number);
        GATEWAY.database().run("ALTER TABLE products ENABLE TRIGGER products_generation");
    }

    @AfterAll
    static void clear() {
        Shopfront.closeAll(GATEWAY);
    }

    @ParameterizedTest
    @CsvSource({
        "list_offered_products, '', small, thing, products_pkey",
        "list_offered_products, category = 'c7' AND, small, thing, products_by_category",
        "search_offered_products, '', small, thing, products_\\w+",
        "search_offered_products, '', large, 777, products_search"
    })
    void a_page_is_read_by_an_index_and_without_other_shops(
            String name, String filter, String shop, String words, String index) {
        String sql = SqlParts.read(name, Map.of("filter", filter, "product_json", Sql.read("offered_product_json")))
                .replaceAll("(?m)^--.*$", "")
                .replace(":shop", '\'' + shop + '\'')
                .replace(":limit", "50")
                .replace(":after_sku", "''")
                .replace(":after_rank", "'infinity'")
                .replace(":search", '\'' + words + '\'')
                .replace(":most", "10000");

        String plan = String.join(
                "\n", GATEWAY.database().explain("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + sql));

        assertThat(plan)
                .containsPattern(index + "\\b")
                .doesNotContain("Seq Scan on products")
                .doesNotContainPattern("rows=\\d{4}")
                .doesNotContainPattern("Rows Removed by Filter: \\d{3}");
    }
}
