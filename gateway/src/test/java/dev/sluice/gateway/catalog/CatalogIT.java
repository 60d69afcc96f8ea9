package dev.sluice.gateway.catalog;

import static dev.sluice.gateway.testing.AdminGateway.encoded;
import static dev.sluice.gateway.testing.Shopfront.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.RunningGateway;
import dev.sluice.gateway.testing.Shopfront;
import dev.sluice.local.testing.EventLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CatalogIT {
    private final AdminGateway gateway = AdminGateway.get();
    private Shopfront shop;

    @BeforeEach
    void open() {
        Shopfront.closeAll(gateway);
        CatalogRedis.flush();
        shop = Shopfront.open(gateway, "catalog.example.com");
    }

    @AfterEach
    void close() {
        Shopfront.closeAll(gateway);
        assertThat(EventLoops.takeBlocking()).isEmpty();
    }

    private Answer list(String query) {
        return shop.get(PRODUCTS + (query.isEmpty() ? "" : '?' + query)).is(200);
    }

    @Test
    void a_storefront_sees_a_product() {
        shop.create(
                        "TENT-1",
                        Map.of(
                                "name", "Zelt \"Föhn\" ⛺",
                                "description", "Two persons, <b>three</b> seasons",
                                "brand", "Aurora",
                                "category", "tents",
                                "price", "249.00",
                                "per_customer_limit", 2))
                .is(201);

        Answer answer = shop.get(PRODUCTS + "/TENT-1").is(200);

        JsonNode product = answer.json();
        assertThat(product.get("sku").asString()).isEqualTo("TENT-1");
        assertThat(product.get("name").asString()).isEqualTo("Zelt \"Föhn\" ⛺");
        assertThat(product.get("description").asString()).isEqualTo("Two persons, <b>three</b> seasons");
        assertThat(product.get("brand").asString()).isEqualTo("Aurora");
        assertThat(product.get("category").asString()).isEqualTo("tents");
        assertThat(product.get("price").asString()).isEqualTo("249.00");
        assertThat(product.get("currency").asString()).isEqualTo("EUR");
        assertThat(product.get("stock").asInt()).isEqualTo(10);
        assertThat(product.get("per_customer_limit").asInt()).isEqualTo(2);
        assertThat(shop.get(PRODUCTS + "/TENT-1").is(200).body())
                .as("from the cache")
                .isEqualTo(answer.body());
    }

    @Test
    void a_product_that_did_not_change_is_confirmed_without_its_body() {
        shop.create("A", Map.of()).is(201);
        Answer first = shop.get(PRODUCTS + "/A").is(200);
        String tag = first.header("ETag");
        assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");

        for (String match : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            Answer again = shop.get(PRODUCTS + "/A", "If-None-Match", match).is(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
            assertThat(again.header("Cache-Control")).isEqualTo("public, no-cache");
            assertThat(again.header("Vary")).contains("X-Api-Key");
        }
        shop.get(PRODUCTS + "/A", "If-None-Match", "\"other\"").is(200);

        shop.change("A", Map.of("price", "21.00")).is(200);
        Answer changed = shop.get(PRODUCTS + "/A", "If-None-Match", tag).is(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void a_cdn_may_keep_answers_for_as_long_as_it_is_told() {
        CatalogSettings settings = gateway.bean(CatalogSettings.class);
        assertThat(settings.sharedMaxAge()).isZero();
        shop.create("A", Map.of()).is(201);

        Answer answer = shop.get(PRODUCTS + "/A").is(200);

        assertThat(answer.header("Cache-Control")).isEqualTo("public, no-cache");
        assertThat(answer.header("Vary")).contains("X-Api-Key");
    }

    @Test
    void every_change_is_seen_at_once_by_product_listing_and_search() {
        shop.create("A", Map.of("name", "old name")).is(201);
        list("");
        list("q=old");
        shop.get(PRODUCTS + "/A").is(200);

        shop.change("A", Map.of("name", "new name")).is(200);

        assertThat(shop.get(PRODUCTS + "/A").json().get("name").asString()).isEqualTo("new name");
        assertThat(list("").data("name")).containsExactly("new name");
        assertThat(list("q=old").data("name")).isEmpty();

        shop.create("B", Map.of()).is(201);
        assertThat(list("").data("sku")).containsExactly("A", "B");

        shop.adjust("A", 5, null).is(200);
        assertThat(shop.get(PRODUCTS + "/A").json().get("stock").asInt()).isEqualTo(15);

        shop.change("A", Map.of("active", false)).is(200);
        shop.get(PRODUCTS + "/A").isProblem(404, "not-found");
        assertThat(list("").data("sku")).containsExactly("B");
    }

    @Test
    void a_change_that_nobody_told_of_is_found_and_its_caches_are_cleared() {
        shop.create("A", Map.of("name", "old name")).is(201);
        shop.get(PRODUCTS + "/A").is(200);
        list("");

        gateway.database().run("UPDATE products SET name = 'by hand'");

        await().atMost(RunningGateway.BOUND)
                .until(() -> shop.get(PRODUCTS + "/A").body().contains("by hand"));
        assertThat(list("").data("name")).containsExactly("by hand");
        assertThat(gateway.database().column("SELECT cleared = generation FROM catalogs"))
                .containsExactly("t");
    }

    @Test
    void pages_follow_one_another_without_gap_or_repetition() {
        for (int i = 0; i < 7; i++) {
            shop.create("SKU-" + i, Map.of("name", "stuff")).is(201);
        }
        shop.create("SKU-3b", Map.of("active", false)).is(201);
        for (String query : List.of("limit=3", "limit=3&q=stuff")) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                Answer page = list(query + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                seen.addAll(page.data("sku"));
                JsonNode next = page.json().get("page").get("next_cursor");
                cursor = next.isNull() ? "" : next.asString();
            } while (!cursor.isEmpty());

            assertThat(seen).as(query).containsExactly("SKU-0", "SKU-1", "SKU-2", "SKU-3", "SKU-4", "SKU-5", "SKU-6");
        }
    }

    @Test
    void a_search_finds_all_words_and_shows_the_best_first() {
        shop.create("A", Map.of("name", "Rain jacket", "description", "blue")).is(201);
        shop.create("B", Map.of("name", "Umbrella", "description", "for rain, goes with a jacket"))
                .is(201);
        shop.create("C", Map.of("name", "Sun hat", "brand", "Jacket & Sons")).is(201);

        assertThat(list("q=rain+JACKET").data("sku")).containsExactly("A", "B");
        assertThat(list("q=jacket").data("sku")).containsExactly("A", "C", "B");
        assertThat(list("q=jacket+-rain").data("sku")).containsExactly("C");
        assertThat(list("q=" + encoded("\"rain jacket\"")).data("sku")).containsExactly("A");
        assertThat(list("q=nothing").data("sku")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "category=tents, A B",
        "category=Tents, ''",
        "min_price=20, B C",
        "max_price=20, A B",
        "min_price=20&max_price=20.00, B",
        "category=tents&min_price=15, B",
        "q=thing&category=shoes, C",
        "q=thing&max_price=9.99, ''",
    })
    void filters_select_and_combine(String query, String expected) {
        shop.create("A", Map.of("name", "thing", "category", "tents", "price", "10.00"))
                .is(201);
        shop.create("B", Map.of("name", "thing", "category", "tents", "price", "20.00"))
                .is(201);
        shop.create("C", Map.of("name", "thing", "category", "shoes", "price", "30.00"))
                .is(201);

        assertThat(String.join(" ", list(query).data("sku"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE products; --",
                "' OR '1'='1",
                "\" OR 1=1",
                "a & | ! ( ) : * <-> b",
                "\\",
                "%",
                "-",
                "${filter}",
                ":shop",
                "\u202eright to left",
                "\ud83d\ude80"
            })
    void whatever_is_searched_for_is_text(String text) {
        shop.create("A", Map.of()).is(201);

        list("q=" + encoded(text));
        assertThat(list("category=" + encoded(text)).data("sku")).isEmpty();
        // What could deceive whoever matches paths is refused before it is looked up.
        assertThat(shop.get(PRODUCTS + '/' + encoded(text).replace("+", "%20")).status())
                .isIn(400, 404);
        assertThat(list("").data("sku")).containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=-1, limit",
        "limit=1000000000, limit",
        "min_price=-1, min_price",
        "min_price=1e3, min_price",
        "min_price=1.23456, min_price",
        "max_price=99999999999, max_price",
        "max_price=NaN, max_price",
        "max_price=, max_price",
        "min_price=2&max_price=1, min_price",
        "q=a&q=b, q",
        "q=, q",
        "sort=price, sort",
        "shop=other.example.com, shop",
        "cursor=nonsense, cursor",
        "q=%00, q",
    })
    void what_is_wrong_with_a_listing_is_named(String query, String parameter) {
        shop.get(PRODUCTS + '?' + query).isWrongParameter(parameter);
    }

    @Test
    void a_cursor_is_good_for_its_filter_and_its_shop_only() {
        for (int i = 0; i < 3; i++) {
            shop.create("SKU-" + i, Map.of("category", "c")).is(201);
        }
        String cursor = list("limit=1").json().get("page").get("next_cursor").asString();
        Shopfront other = Shopfront.open(gateway, "other.example.com");

        list("limit=2&cursor=" + cursor);
        shop.get(PRODUCTS + "?category=c&cursor=" + cursor).isWrongParameter("cursor");
        shop.get(PRODUCTS + "?q=a&cursor=" + cursor).isWrongParameter("cursor");
        other.get(PRODUCTS + "?cursor=" + cursor).isWrongParameter("cursor");
        shop.get(PRODUCTS + "?cursor=" + cursor.substring(1)).isWrongParameter("cursor");
    }

    @Test
    void one_shop_never_sees_another_s_products() {
        Shopfront other = Shopfront.open(gateway, "other.example.com");
        shop.create("SAME", Map.of("name", "mine")).is(201);
        other.create("SAME", Map.of("name", "theirs")).is(201);
        other.create("THEIRS", Map.of("name", "theirs")).is(201);

        for (int twice = 0; twice < 2; twice++) {
            assertThat(list("").data("name")).containsExactly("mine");
            assertThat(list("q=theirs").data("name")).isEmpty();
            assertThat(other.get(PRODUCTS).is(200).data("sku")).containsExactly("SAME", "THEIRS");
            Answer mine = shop.get(PRODUCTS + "/SAME").is(200);
            Answer theirs = other.get(PRODUCTS + "/SAME").is(200);
            assertThat(mine.json().get("name").asString()).isEqualTo("mine");
            assertThat(theirs.json().get("name").asString()).isEqualTo("theirs");
            assertThat(mine.header("ETag")).isNotEqualTo(theirs.header("ETag"));
            shop.get(PRODUCTS + "/THEIRS").isProblem(404, "not-found");
        }
        shop.change("THEIRS", Map.of("name", "stolen")).isProblem(404, "not-found");
        shop.adjust("THEIRS", 1, null).isProblem(404, "not-found");
    }

    @Test
    void the_same_product_of_two_shops_has_two_tags_although_it_looks_the_same() {
        Shopfront other = Shopfront.open(gateway, "other.example.com");
        shop.create("SAME", Map.of()).is(201);
        other.create("SAME", Map.of()).is(201);

        Answer mine = shop.get(PRODUCTS + "/SAME").is(200);

        Answer theirs = other.get(PRODUCTS + "/SAME", "If-None-Match", mine.header("ETag"));
        assertThat(theirs.is(200).body()).isEqualTo(mine.body());
    }

    @Test
    void only_get_is_answered() {
        assertThat(gateway.send("POST", PRODUCTS, "{}", "X-Api-Key", shop.key())
                        .isProblem(405, "method-not-allowed")
                        .header("Allow"))
                .isEqualTo("GET");
    }

    @Test
    void staff_see_how_well_the_cache_serves() {
        shop.create("A", Map.of()).is(201);
        JsonNode before = gateway.get("/api/v1/admin/cache").is(200).json();

        shop.get(PRODUCTS + "/A").is(200);
        shop.get(PRODUCTS + "/A").is(200);

        JsonNode after = gateway.get("/api/v1/admin/cache").is(200).json();
        assertThat(after.get("misses").asLong() - before.get("misses").asLong()).isEqualTo(1);
        assertThat(after.get("hits").asLong() - before.get("hits").asLong()).isEqualTo(1);
        assertThat(after.get("ratio").asDouble()).isBetween(0.0, 1.0);
    }
}
