package dev.sluice.gateway.admin.products;

import static dev.sluice.gateway.testing.AdminGateway.ADMIN_EMAIL;
import static dev.sluice.gateway.testing.Shopfront.ADMIN_PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.Shopfront;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StockIT {
    private static final String STOCK = "/api/v1/admin/stock";

    private final AdminGateway gateway = AdminGateway.get();
    private Shopfront shop;

    @BeforeEach
    void open() {
        Shopfront.closeAll(gateway);
        gateway.database().run("TRUNCATE audit_log");
        shop = Shopfront.open(gateway, "stock.example.com");
        shop.create("A", Map.of("stock", 10)).is(201);
    }

    @AfterEach
    void close() {
        Shopfront.closeAll(gateway);
    }

    /** As the processor would leave it. */
    private void move(int reserved, int sold) {
        gateway.database()
                .run(
                        "UPDATE inventory SET available = available - ? - ?, reserved = reserved + ?, sold = sold + ?",
                        reserved,
                        sold,
                        reserved,
                        sold);
    }

    private JsonNode stock() {
        return gateway.get(STOCK + "?shop=" + shop.shop())
                .is(200)
                .json()
                .get("data")
                .get(0);
    }

    @Test
    void the_stock_shows_where_every_unit_is() {
        move(3, 4);

        JsonNode stock = stock();

        assertThat(stock.toString())
                .isEqualTo("{\"shop\":\"stock.example.com\",\"sku\":\"A\",\"stock\":10,\"available\":3,"
                        + "\"reserved\":3,\"sold\":4,\"held\":0,\"balanced\":true}");
    }

    @Test
    void an_adjustment_adds_to_what_is_available() {
        move(3, 4);

        Answer answer = shop.adjust("A", 5, "key-1").is(200);

        assertThat(answer.json().toString())
                .isEqualTo("{\"shop\":\"stock.example.com\",\"sku\":\"A\",\"delta\":5,\"stock\":15,\"available\":8,"
                        + "\"command_id\":\"key-1\"}");
        assertThat(stock().get("stock").asInt()).isEqualTo(15);
        assertThat(stock().get("available").asInt()).isEqualTo(8);
        assertThat(stock().get("balanced").asBoolean()).isTrue();
    }

    @Test
    void what_is_reserved_and_sold_cannot_be_taken_away() {
        move(3, 4);

        Answer refused = shop.adjust("A", -4, "key-1").isProblem(409, "conflict");

        assertThat(refused.json().get("available").asInt()).isEqualTo(3);
        assertThat(stock().get("stock").asInt()).isEqualTo(10);
        shop.adjust("A", -3, "key-1").is(200);
        assertThat(stock().get("available").asInt()).isZero();
        shop.adjust("A", -1, null).isProblem(409, "conflict");
    }

    @Test
    void the_same_adjustment_again_is_made_once_and_answered_alike() {
        Answer first = shop.adjust("A", 5, "key-1").is(200);
        shop.adjust("A", 1, "key-2").is(200);

        assertThat(shop.adjust("A", 5, "key-1").is(200).body()).isEqualTo(first.body());

        assertThat(stock().get("stock").asInt()).isEqualTo(16);
        shop.adjust("A", 6, "key-1").isProblem(422, "unprocessable");
        shop.create("B", Map.of()).is(201);
        shop.adjust("B", 5, "key-1").isProblem(422, "unprocessable");
    }

    @Test
    void the_same_adjustment_a_hundred_times_at_once_is_made_once() {
        List<String> answers = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> shop.adjust("A", 5, "key-1").is(200).body())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(stock().get("stock").asInt()).isEqualTo(15);
        assertThat(gateway.database().column("SELECT kind FROM stock_movements ORDER BY id"))
                .containsExactly("created", "adjusted");
    }

    @Test
    void adjustments_at_once_never_take_more_than_there_is() {
        List<Integer> answers = IntStream.range(0, 30)
                .parallel()
                .mapToObj(i -> shop.adjust("A", -1, null).status())
                .toList();

        assertThat(answers).containsOnly(200, 409);
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(10);
        assertThat(stock().get("available").asInt()).isZero();
        assertThat(gateway.database().column("SELECT sum(stock) FROM stock_movements"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource({
        "0, delta",
        "1.5, delta",
        "1.0, delta",
        "1000000001, delta",
        "-1000000001, delta",
        "2e3, delta",
        "'\"5\"', delta",
        "null, delta",
        "9223372036854775808, delta"
    })
    void a_delta_is_a_whole_number_of_units(String delta, String parameter) {
        gateway.as(
                        ADMIN_EMAIL,
                        "POST",
                        ADMIN_PRODUCTS + "/A/stock",
                        "{\"shop\":\"" + shop.shop() + "\",\"delta\":" + delta + ",\"reason\":\"r\"}")
                .isWrongParameter(parameter);
    }

    @Test
    void an_adjustment_has_a_shop_and_a_reason() {
        gateway.as(ADMIN_EMAIL, "POST", ADMIN_PRODUCTS + "/A/stock", "{\"delta\":1}")
                .isWrongParameter("shop")
                .isWrongParameter("reason");
        shop.adjust("NONE", 1, null).isProblem(404, "not-found");
    }

    @Test
    void stock_is_listed_page_by_page() {
        Shopfront other = Shopfront.open(gateway, "another.example.com");
        other.create("Z", Map.of()).is(201);
        shop.create("B", Map.of()).is(201);

        Answer first = gateway.get(STOCK + "?limit=2").is(200);
        String cursor = first.json().get("page").get("next_cursor").asString();

        assertThat(first.data("sku")).containsExactly("Z", "A");
        assertThat(gateway.get(STOCK + "?limit=2&cursor=" + cursor).data("sku")).containsExactly("B");
        gateway.get(ADMIN_PRODUCTS + "?cursor=" + cursor).isWrongParameter("cursor");
        gateway.get(STOCK + "?limit=0").isWrongParameter("limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE inventory SET available = available - 1",
                "UPDATE inventory SET sold = sold + 1",
                "UPDATE inventory SET available = available - 11, sold = sold + 11",
                "UPDATE inventory SET stock = stock + 1",
                "UPDATE inventory SET reserved = -1, available = 11",
                "INSERT INTO stock_movements (shop, sku, kind, stock, available, reserved, sold, at)"
                        + " VALUES ('s', 'A', 'sold', 0, -1, 0, 2, now())",
                "INSERT INTO stock_movements (shop, sku, kind, stock, available, reserved, sold, at)"
                        + " VALUES ('s', 'A', 'sold', -1, -1, 0, 0, now())"
            })
    void no_statement_oversells_or_leaks(String sql) {
        assertThatThrownBy(() -> gateway.database().run(sql)).hasStackTraceContaining("violates check constraint");
        assertThat(stock().get("balanced").asBoolean()).isTrue();
    }

    private void reservation(String id, String state) {
        gateway.database().run("""
                        INSERT INTO inventory_reservations (reservation_id, shop, sku, quantity, order_id, state, reason,
                            confirm_by, decided_at, changed_at)
                        VALUES (?, 's', 'A', 1, 'o', ?, 'why', now(), now(), now())
                        """, id, state);
    }

    @Test
    void whoever_decides_about_a_hold_first_has_decided() {
        reservation("r", "released");

        assertThatThrownBy(() -> reservation("r", "sold")).hasStackTraceContaining("inventory_reservations_pkey");
    }

    @ParameterizedTest
    @CsvSource({
        "reserved, sold, true",
        "reserved, returned, true",
        "sold, returned, true",
        "sold, reserved, false",
        "sold, released, false",
        "reserved, released, false",
        "returned, sold, false",
        "released, sold, false",
        "released, returned, false",
        "refused, sold, false",
    })
    void units_are_confirmed_or_come_back_once(String from, String to, boolean legal) {
        reservation("r", from);
        String sql = "UPDATE inventory_reservations SET state = '" + to + "'";
        if (legal) {
            gateway.database().run(sql);
        } else {
            assertThatThrownBy(() -> gateway.database().run(sql)).hasStackTraceContaining("cannot go from");
        }
        assertThatThrownBy(() -> gateway.database().run("UPDATE inventory_reservations SET quantity = 2"))
                .hasStackTraceContaining("cannot go from");
    }
}
