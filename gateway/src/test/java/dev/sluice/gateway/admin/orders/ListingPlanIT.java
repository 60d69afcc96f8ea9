package dev.sluice.gateway.admin.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Orders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ListingPlanIT {
    private static final int ORDERS = 100_000;
    private static final int PAGE = 50;
    private static final Pattern ROWS = Pattern.compile("actual rows=(\\d+)");
    private static final String OLD_SHOP = "old.example.com";
    private static final AdminGateway GATEWAY = AdminGateway.get();

    /** The first page, and one from the middle of a narrow range. */
    private static final List<Map<String, String>> RANGES = List.of(
            Map.of("created_from", "-infinity", "before_created_at", "infinity", "before_id", ""),
            Map.of(
                    "created_from",
                    "2026-01-01T00:10:00Z",
                    "before_created_at",
                    "2026-01-01 00:20:00.5+00",
                    "before_id",
                    "m.example.com:7"));

    @BeforeAll
    static void manyOrders() {
        Orders orders = new Orders(GATEWAY.database());
        orders.clear();
        orders.addMany(ORDERS, 30, List.of("a.example.com", "b.example.com", "c.example.com", "d.example.com"));
        // A shop whose orders are all older than those of the others: on average rows of a shop come soon, its never
        // do.
        for (int i = 0; i < 1_000; i++) {
            orders.add(OLD_SHOP, i + 1, "refunded", "2025-12-01T00:00:00Z");
        }
        GATEWAY.database().run("VACUUM ANALYZE orders");
    }

    @AfterAll
    static void clear() {
        new Orders(GATEWAY.database()).clear();
    }

    static Stream<Arguments> statements() {
        return OrderReads.listings().entrySet().stream()
                .flatMap(listing -> RANGES.stream()
                        .flatMap(range -> Stream.of("force_custom_plan", "force_generic_plan")
                                .map(mode -> Arguments.of(listing.getKey(), range, mode, listing.getValue()))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("statements")
    void no_listing_reads_more_than_a_page_of_an_index(
            Set<String> conditions, Map<String, String> range, String mode, String sql) {
        String plan = String.join("\n", explain(range, mode, sql));

        assertThat(plan)
                .doesNotContain("Seq Scan")
                .doesNotContain("Rows Removed by Filter")
                .containsPattern("Scan (using|on) " + index(conditions));
        assertThat(ROWS.matcher(plan).results().map(rows -> Integer.valueOf(rows.group(1))))
                .allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(PAGE + 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clashes")
    void a_listing_of_clashing_orders_reads_no_others(Set<String> conditions, String sql) {
        GATEWAY.database().run("UPDATE orders SET clash = true WHERE shopify_order_id <= 5");
        String plan = String.join("\n", explain(RANGES.get(0), "force_generic_plan", sql));

        assertThat(plan).as(conditions.toString()).contains("orders_clashing").doesNotContain("Seq Scan");
    }

    static Stream<Arguments> clashes() {
        return OrderReads.clashes().entrySet().stream()
                .map(listing -> Arguments.of(listing.getKey(), listing.getValue()));
    }

    private static String index(Set<String> conditions) {
        if (conditions.isEmpty()) {
            return "orders_listing\\b";
        }
        return conditions.size() == 2
                ? "orders_by_shop_and_state\\b"
                : "orders_by_" + conditions.iterator().next() + "\\b";
    }

    private static List<String> explain(Map<String, String> range, String mode, String sql) {
        String positional = sql.replace(":limit", "$1")
                .replace(":created_from", "$2")
                .replace(":before_created_at", "$3")
                .replace(":before_id", "$4")
                .replace(":shop", "$5")
                .replace(":state", "$6");
        String execute = "EXECUTE listing(%d, '%s', '%s', '%s', '%s', 'refunded')"
                .formatted(
                        PAGE,
                        range.get("created_from"),
                        range.get("before_created_at"),
                        range.get("before_id"),
                        OLD_SHOP);
        return GATEWAY.database()
                .explain(
                        "SET plan_cache_mode = " + mode,
                        "PREPARE listing(int, varchar, varchar, varchar, varchar, varchar) AS " + positional,
                        "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + execute);
    }
}
