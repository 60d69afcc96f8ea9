package dev.sluice.gateway.admin.orders;

import static dev.sluice.gateway.testing.AdminGateway.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderListingIT {
    private static final String ORDERS = "/api/v1/admin/orders";

    private final AdminGateway gateway = AdminGateway.get();
    private final Orders orders = new Orders(gateway.database());

    @BeforeEach
    void clear() {
        orders.clear();
    }

    /** All ids, page by page; {@code between} runs after each page with its number. */
    private List<String> walk(String query, IntConsumer between) {
        List<String> ids = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 1_000; page++) {
            Answer answer = gateway.get(ORDERS + '?' + query + next).is(200);
            ids.addAll(answer.data("id"));
            boolean more = answer.json().get("page").get("has_more").asBoolean();
            assertThat(answer.json().get("page").get("next_cursor").isNull()).isEqualTo(!more);
            if (!more) {
                return ids;
            }
            next = "&cursor=" + answer.json().get("page").get("next_cursor").asString();
            between.accept(page);
        }
        throw new AssertionError("the listing has no end");
    }

    private List<String> expected(String condition) {
        return gateway.database()
                .column("SELECT id FROM orders WHERE " + condition + " ORDER BY created_at DESC, id DESC");
    }

    @Test
    void there_is_a_page_even_when_there_is_no_order() {
        assertThat(gateway.get(ORDERS).is(200).body())
                .isEqualTo("{\"data\":[],\"page\":{\"next_cursor\":null,\"has_more\":false}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30, 199, 200})
    void pages_over_ties_on_the_timestamp_lose_and_repeat_nothing(int limit) {
        orders.addMany(210, 30, List.of("a.example.com", "b.example.com"));

        assertThat(walk("limit=" + limit, page -> {})).isEqualTo(expected("true"));
    }

    @Test
    void orders_whose_id_another_shop_has_too_can_be_listed_alone() {
        orders.addMany(30, 30, List.of("a.example.com", "b.example.com"));
        gateway.database().run("UPDATE orders SET clash = true WHERE shopify_order_id % 3 = 0");

        assertThat(walk("limit=4&clash=true", page -> {}))
                .isEqualTo(expected("clash"))
                .hasSize(10);
        assertThat(walk("clash=true&shop=a.example.com", page -> {}))
                .isEqualTo(expected("clash AND shop = 'a.example.com'"));
        assertThat(gateway.get(ORDERS + "?clash=true")
                        .json()
                        .get("data")
                        .get(0)
                        .get("clash")
                        .asBoolean())
                .isTrue();
        gateway.get(ORDERS + "?clash=false").isWrongParameter("clash");
    }

    @Test
    void orders_that_come_in_meanwhile_neither_push_one_out_nor_show_one_twice() {
        orders.addMany(210, 30, List.of("a.example.com"));
        List<String> before = expected("true");

        List<String> seen = walk("limit=10", page -> {
            // Newer ones, one in the middle of what is seen already, and one as a tie of what is seen already.
            orders.add("new.example.com", 10_000 + page, "pending", "2026-02-01T00:00:00Z");
            orders.add("zzz.example.com", 20_000 + page, "pending", "2026-01-01T00:00:07Z");
        });

        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(before);
        assertThat(seen).filteredOn(id -> id.startsWith("a.")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "status=shipped; state = 'shipped'",
                "shop=b.example.com; shop = 'b.example.com'",
                "shop=b.example.com&status=refunded; shop = 'b.example.com' AND state = 'refunded'",
                "created_from=2026-01-01T00:00:03Z; created_at >= '2026-01-01T00:00:03Z'",
                "created_to=2026-01-01T00:00:03Z; created_at <= '2026-01-01T00:00:03Z'",
                "created_from=2026-01-01T02:00:02%2B02:00&created_to=2026-01-01T00:00:04Z&status=pending;"
                        + " created_at BETWEEN '2026-01-01T00:00:02Z' AND '2026-01-01T00:00:04Z' AND state = 'pending'",
                "created_from=2026-01-01&created_to=2026-01-01; true",
                "created_from=2026-01-02; false",
                "created_to=2025-12-31; false",
                "created_from=2026-01-01T00:00:01Z&created_to=2026-01-01T00:00:05Z&shop=a.example.com&status=confirmed;"
                        + " created_at BETWEEN '2026-01-01T00:00:01Z' AND '2026-01-01T00:00:05Z'"
                        + " AND shop = 'a.example.com' AND state = 'confirmed'"
            })
    void every_filter_selects_what_it_says_on_every_page(String query, String condition) {
        orders.addMany(210, 30, List.of("a.example.com", "b.example.com", "c.example.com"));

        assertThat(walk("limit=7&" + query, page -> {})).isEqualTo(expected(condition));
    }

    @Test
    void a_limit_above_the_maximum_is_lowered_to_200_and_there_are_50_by_default() {
        orders.addMany(210, 30, List.of("a.example.com"));

        assertThat(gateway.get(ORDERS + "?limit=5000").data("id")).hasSize(200);
        assertThat(gateway.get(ORDERS).data("id")).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=-1, limit",
        "limit=ten, limit",
        "limit=1000000000, limit",
        "limit=1&limit=2, limit",
        "status=open, status",
        "created_from=soon, created_from",
        "created_to=2026-13-01, created_to",
        "created_from=2026-02-01&created_to=2026-01-01, created_from",
        "sort=name, sort",
        "q=x, q",
        "shop=%00, shop",
        "cursor=, cursor",
        "cursor=nonsense, cursor",
        "cursor=a&cursor=b, cursor"
    })
    void a_wrong_parameter_is_named(String query, String parameter) {
        gateway.get(ORDERS + '?' + query).isWrongParameter(parameter);
    }

    @Test
    void a_cursor_that_was_changed_or_is_of_another_filter_is_refused() {
        orders.addMany(60, 30, List.of("a.example.com"));
        String cursor = gateway.get(ORDERS + "?limit=10&shop=a.example.com")
                .json()
                .get("page")
                .get("next_cursor")
                .asString();
        gateway.get(ORDERS + "?limit=20&shop=a.example.com&cursor=" + cursor).is(200);

        for (String query : List.of(
                "cursor=" + cursor,
                "shop=b.example.com&cursor=" + cursor,
                "shop=a.example.com&status=pending&cursor=" + cursor,
                "shop=a.example.com&created_from=2026-01-01&cursor=" + cursor,
                "shop=a.example.com&cursor=" + cursor + "A",
                "shop=a.example.com&cursor=" + cursor + "%3D",
                "shop=a.example.com&cursor=" + cursor.substring(1),
                "shop=a.example.com&cursor=" + cursor.substring(0, cursor.length() - 1),
                "shop=a.example.com&cursor=" + cursor.toUpperCase(Locale.ROOT))) {
            gateway.get(ORDERS + "?limit=10&" + query).isWrongParameter("cursor");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1 --",
                "a'; DROP TABLE orders; --",
                "a.example.com' UNION SELECT password_hash FROM staff --",
                "$1",
                ":limit",
                "%",
                "_",
                "\\",
                "\"",
                "<script>alert(1)</script>",
                "\uD83D\uDE80\u202E",
                "${filter}",
                "{{7*7}}",
                "../../etc/passwd"
            })
    void sql_in_a_filter_is_just_text(String text) {
        orders.add("a.example.com", 1, "pending", "2026-01-01T00:00:00Z");

        assertThat(gateway.get(ORDERS + "?shop=" + encoded(text)).is(200).data("id"))
                .isEmpty();
        for (String parameter : List.of("status", "created_from", "created_to", "limit", "cursor")) {
            gateway.get(ORDERS + '?' + parameter + '=' + encoded(text)).isWrongParameter(parameter);
        }
        assertThat(expected("true")).hasSize(1);
    }
}
