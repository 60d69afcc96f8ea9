package dev.sluice.gateway.admin.products;

import static dev.sluice.gateway.testing.AdminGateway.ADMIN_EMAIL;
import static dev.sluice.gateway.testing.AdminGateway.OPERATOR_EMAIL;
import static dev.sluice.gateway.testing.AdminGateway.VIEWER_EMAIL;
import static dev.sluice.gateway.testing.Shopfront.ADMIN_PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.Shopfront;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ProductsIT {
    private static final String AUDIT = "/api/v1/admin/audit";

    private final AdminGateway gateway = AdminGateway.get();
    private Shopfront shop;

    @BeforeEach
    void open() {
        Shopfront.closeAll(gateway);
        gateway.database().run("TRUNCATE audit_log");
        shop = Shopfront.open(gateway, "products.example.com");
    }

    @AfterEach
    void close() {
        Shopfront.closeAll(gateway);
    }

    private Answer find(String sku) {
        return gateway.get(ADMIN_PRODUCTS + '/' + sku + "?shop=" + shop.shop());
    }

    @Test
    void a_product_is_created_once_with_its_stock() {
        Answer created =
                shop.create("A", Map.of("brand", "Aurora", "stock", 5_000)).is(201);

        assertThat(created.header("Location")).isEqualTo(ADMIN_PRODUCTS + "/A?shop=" + shop.shop());
        assertThat(gateway.get(created.header("Location")).is(200).body()).isEqualTo(created.body());
        JsonNode product = created.json();
        assertThat(product.get("price").asString()).isEqualTo("19.90");
        assertThat(product.get("active").asBoolean()).isTrue();
        assertThat(product.get("stock").asInt()).isEqualTo(5_000);
        assertThat(product.get("description").asString()).isEmpty();
        assertThat(product.get("category").isNull()).isTrue();
        assertThat(gateway.database()
                        .column("SELECT concat_ws(' ', kind, stock, available, reserved, sold) FROM stock_movements"))
                .containsExactly("created 5000 5000 0 0");
        shop.create("A", Map.of()).isProblem(409, "conflict");
    }

    @Test
    void of_many_creations_at_once_one_is_made() {
        List<Integer> answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> shop.create("A", Map.of("stock", i)).status())
                .toList();

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void a_change_changes_what_it_names_and_null_takes_away() {
        shop.create("A", Map.of("brand", "Aurora", "category", "tents", "per_customer_limit", 2))
                .is(201);

        Map<String, Object> change = new HashMap<>(Map.of("name", "Other", "price", 21, "description", "text"));
        change.put("brand", null);
        change.put("per_customer_limit", null);
        JsonNode changed = shop.change("A", change).is(200).json();

        assertThat(changed.get("name").asString()).isEqualTo("Other");
        assertThat(changed.get("price").asString()).isEqualTo("21.00");
        assertThat(changed.get("description").asString()).isEqualTo("text");
        assertThat(changed.get("brand").isNull()).isTrue();
        assertThat(changed.get("per_customer_limit").isNull()).isTrue();
        assertThat(changed.get("category").asString()).isEqualTo("tents");
        assertThat(changed.get("currency").asString()).isEqualTo("EUR");
        assertThat(find("A").json()).isEqualTo(changed);
        shop.change("NONE", Map.of("name", "x")).isProblem(404, "not-found");
        shop.change("A", Map.of("stock", 5)).isWrongParameter("stock");
    }

    @ParameterizedTest
    @CsvSource({
        "19.9, EUR, 19.90",
        "19.900, EUR, 19.90",
        "0, EUR, 0.00",
        "9999999999.99, EUR, 9999999999.99",
        "1000, JPY, 1000",
        "1.5, KWD, 1.500"
    })
    void a_price_has_the_decimals_of_its_currency(String price, String currency, String shown) {
        Answer created =
                shop.create("A", Map.of("price", price, "currency", currency)).is(201);

        assertThat(created.json().get("price").asString()).isEqualTo(shown);
    }

    @Test
    void a_price_may_be_a_number() {
        assertThat(shop.create("A", Map.of("price", 19.99))
                        .is(201)
                        .json()
                        .get("price")
                        .asString())
                .isEqualTo("19.99");
        shop.change("A", Map.of("price", 0.001)).isWrongParameter("price");
        assertThat(find("A").json().get("price").asString()).isEqualTo("19.99");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'sku':''; sku",
                "'sku':'-a'; sku",
                "'sku':'a b'; sku",
                "'sku':'a/b'; sku",
                "'sku':'\\u00e4'; sku",
                "'sku':7; sku",
                "'sku':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; sku",
                "'name':' '; name",
                "'name':null; name",
                "'name':'\\u0000'; name",
                "'name':'\\ud800'; name",
                "'price':'-1'; price",
                "'price':-1; price",
                "'price':'1,5'; price",
                "'price':'1e3'; price",
                "'price':1e999999999; price",
                "'price':'NaN'; price",
                "'price':''; price",
                "'price':'19.999'; price",
                "'price':'10000000000'; price",
                "'price':true; price",
                "'price':null; price",
                "'price':'1.5','currency':'JPY'; price",
                "'currency':'eur'; currency",
                "'currency':'EU'; currency",
                "'currency':'ZZZ'; currency",
                "'currency':'XXX'; currency",
                "'currency':null; currency",
                "'stock':-1; stock",
                "'stock':1.5; stock",
                "'stock':1000000001; stock",
                "'stock':9223372036854775808; stock",
                "'stock':'5'; stock",
                "'per_customer_limit':0; per_customer_limit",
                "'per_customer_limit':-1; per_customer_limit",
                "'per_customer_limit':1.0; per_customer_limit",
                "'per_customer_limit':2147483648; per_customer_limit",
                "'active':'yes'; active",
                "'shop':'nobody.example.com'; shop",
                "'shop':null; shop",
                "'colour':'red'; colour"
            })
    void what_is_wrong_with_a_product_is_named(String property, String parameter) {
        Map<String, String> product = new HashMap<>(Map.of(
                "shop",
                '"' + shop.shop() + '"',
                "sku",
                "\"A\"",
                "name",
                "\"n\"",
                "price",
                "\"1\"",
                "currency",
                "\"EUR\""));
        for (String part : property.replace('\'', '"').split(",(?=\")", -1)) {
            int colon = part.indexOf(':');
            product.put(part.substring(1, colon - 1), part.substring(colon + 1));
        }
        StringBuilder json = new StringBuilder();
        product.forEach((name, value) -> json.append(json.isEmpty() ? "{" : ",")
                .append('"' + name + "\":")
                .append(value));

        gateway.as(ADMIN_EMAIL, "POST", ADMIN_PRODUCTS, json + "}").isWrongParameter(parameter);

        assertThat(gateway.database().column("SELECT sku FROM products")).isEmpty();
    }

    @Test
    void changes_are_audited_and_refused_ones_are_not() {
        shop.create("A", Map.of("description", "a long text")).is(201);
        shop.change("A", Map.of("price", "21.00")).is(200);
        shop.adjust("A", -3, "count-1").is(200);
        gateway.database().run("DELETE FROM audit_log WHERE action NOT LIKE 'product%' AND action NOT LIKE 'stock%'");
        shop.create("A", Map.of()).is(409);
        shop.change("A", Map.of("price", "-1")).is(400);
        shop.adjust("A", -8, "count-2").is(409);

        Answer audit = gateway.get(AUDIT).is(200);

        assertThat(audit.data("action")).containsExactly("stock.adjust", "product.change", "product.create");
        assertThat(audit.data("target")).containsOnly(shop.shop() + ":A");
        assertThat(audit.data("shop")).containsOnly(shop.shop());
        assertThat(audit.data("actor")).containsOnly(ADMIN_EMAIL);
        assertThat(audit.json().get("data").get(0).get("detail").get("delta").asInt())
                .isEqualTo(-3);
        assertThat(audit.json().get("data").get(0).get("detail").get("reason").asString())
                .isEqualTo("stock taking");
        assertThat(audit.body()).doesNotContain("a long text");
    }

    @Test
    void a_change_whose_entry_cannot_be_written_is_not_made() {
        gateway.database().run("ALTER TABLE audit_log ADD CONSTRAINT refuse_all CHECK (false) NOT VALID");
        try {
            shop.create("A", Map.of()).is(500);
        } finally {
            gateway.database().run("ALTER TABLE audit_log DROP CONSTRAINT refuse_all");
        }
        find("A").isProblem(404, "not-found");
        assertThat(gateway.database().column("SELECT shop FROM catalogs")).isEmpty();
    }

    @Test
    void products_of_all_shops_are_listed_page_by_page() {
        Shopfront other = Shopfront.open(gateway, "another.example.com");
        other.create("Z", Map.of()).is(201);
        shop.create("A", Map.of("active", false)).is(201);
        shop.create("B", Map.of()).is(201);

        Answer first = gateway.get(ADMIN_PRODUCTS + "?limit=2").is(200);
        String cursor = first.json().get("page").get("next_cursor").asString();

        assertThat(first.data("sku")).containsExactly("Z", "A");
        assertThat(gateway.get(ADMIN_PRODUCTS + "?limit=2&cursor=" + cursor).data("sku"))
                .containsExactly("B");
        assertThat(gateway.get(ADMIN_PRODUCTS + "?shop=" + shop.shop()).data("sku"))
                .containsExactly("A", "B");
        gateway.get(ADMIN_PRODUCTS + "?cursor=" + cursor + "&shop=" + shop.shop())
                .isWrongParameter("cursor");
        gateway.get(ADMIN_PRODUCTS + "?shop=%27;DROP%20TABLE%20products--").is(200);
        gateway.get(ADMIN_PRODUCTS + "/A").isWrongParameter("shop");
    }

    @Test
    void only_admins_change_products_and_stock() {
        shop.create("A", Map.of()).is(201);
        for (String email : List.of(VIEWER_EMAIL, OPERATOR_EMAIL)) {
            gateway.as(email, "POST", ADMIN_PRODUCTS, "{}").isProblem(403, "forbidden");
            gateway.as(email, "PATCH", ADMIN_PRODUCTS + "/A", "{}").isProblem(403, "forbidden");
            gateway.as(email, "POST", ADMIN_PRODUCTS + "/A/stock", "{}").isProblem(403, "forbidden");
        }
        gateway.send("GET", ADMIN_PRODUCTS, null, "X-Api-Key", shop.key()).isProblem(401, "unauthenticated");
    }
}
