package dev.sluice.gateway.admin.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.order.OrderState;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

class OrderFilterTest {

    private static QueryParameters query(String query) {
        MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
        UriComponentsBuilder.newInstance().query(query).build().getQueryParams().forEach(values::put);
        Set<String> known = new HashSet<>(OrderFilter.PARAMETERS);
        known.add("limit");
        return QueryParameters.of(values, known);
    }

    private static OrderFilter filter(String text) {
        QueryParameters query = query(text);
        OrderFilter filter = OrderFilter.of(query);
        query.errors().throwIfAny();
        return filter;
    }

    @Test
    void without_parameters_every_order_is_meant() {
        assertThat(filter("")).isEqualTo(OrderFilter.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "confirmed", "processing", "shipped", "delivered", "cancelled", "refunded"})
    void every_state_can_be_asked_for(String state) {
        assertThat(filter("status=" + state).state()).isEqualTo(OrderState.of(state));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "created_from=2026-03-01,                       2026-03-01T00:00:00Z, none",
                "created_from=2026-03-01T12:30:00Z,             2026-03-01T12:30:00Z, none",
                "created_from=2026-03-01T12:30:00.123456789Z,   2026-03-01T12:30:00.123456Z, none",
                "created_from=2026-03-01t12:30:00z,             2026-03-01T12:30:00Z, none",
                "created_from=2026-03-01T00:00:00-08:00,        2026-03-01T08:00:00Z, none",
                "created_from=0001-01-01,                       0001-01-01T00:00:00Z, none",
                "created_to=2026-03-01,                         none, 2026-03-02T00:00:00Z",
                "created_to=2024-02-29,                         none, 2024-03-01T00:00:00Z",
                "created_to=2026-03-01T12:30:00Z,               none, 2026-03-01T12:30:00.000001Z",
                "created_to=9999-12-31,                         none, 9999-12-31T23:59:59.999999Z",
                "created_from=2026-03-01&created_to=2026-03-01, 2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z"
            })
    void both_ends_of_the_range_belong_to_it(String text, String from, String before) {
        OrderFilter filter = filter(text);

        assertThat(String.valueOf(filter.createdFrom())).isEqualTo(String.valueOf(from));
        assertThat(String.valueOf(filter.createdBefore())).isEqualTo(String.valueOf(before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "status=unknown; status",
                "status=PENDING; status",
                "status=; status",
                "status=pending,shipped; status",
                "status=pending&status=shipped; status",
                "shop=; shop",
                "stauts=pending; stauts",
                "sort=total_amount; sort",
                "created_from=yesterday; created_from",
                "created_from=2026-02-30; created_from",
                "created_from=2026-3-1; created_from",
                "created_from=2026-03-01T25:00:00Z; created_from",
                "created_from=2026-03-01T12:30:00; created_from",
                "created_from=2026-03-01T12:30:00 02:00; created_from",
                "created_from=2026-03-01T12:30:00%2B99:00; created_from",
                "created_from=0000-01-01; created_from",
                "created_from=0001-01-01T00:00:00%2B05:00; created_from",
                "created_from=%2B10000-01-01T00:00:00Z; created_from",
                "created_from=-infinity; created_from",
                "created_to=now(); created_to",
                "created_from=2026-03-02&created_to=2026-03-01; created_from",
                "created_from=2026-03-02T00:00:00.000001Z&created_to=2026-03-02T00:00:00Z; created_from"
            })
    void a_parameter_that_is_wrong_unknown_or_given_twice_is_named(String text, String parameter) {
        assertThatThrownBy(() -> filter(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().members()).containsEntry("parameter", parameter));
    }

    @ParameterizedTest
    @CsvSource({"limit=1, 1", "limit=50, 50", "limit=200, 200", "limit=201, 200", "limit=10000, 200", "'', 50"})
    void a_limit_above_the_maximum_is_lowered_to_it(String text, int limit) {
        QueryParameters query = query(text);

        assertThat(query.limit()).isEqualTo(limit);
        assertThat(query.errors().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1000000000",
                "10001",
                "1e2",
                "50.0",
                "",
                " 5",
                "+5",
                "0x10",
                "99999999999999999999",
                "٥"
            })
    void a_limit_that_is_no_sensible_number_is_refused(String text) {
        QueryParameters query = query("limit=" + text);
        query.limit();

        assertThatThrownBy(query.errors()::throwIfAny)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().members()).containsEntry("parameter", "limit"));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        QueryParameters query = query("status=x&limit=0&created_from=y&z=1");
        OrderFilter.of(query);
        query.limit();

        assertThatThrownBy(query.errors()::throwIfAny)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(String.valueOf(e.problem().members().get("errors")))
                                .contains(
                                        "parameter=status",
                                        "parameter=limit",
                                        "parameter=created_from",
                                        "parameter=z"));
    }

    @Property
    void two_shops_never_share_a_cursor(@ForAll String one, @ForAll String other) {
        OrderFilter first = new OrderFilter(null, one, null, null, false);
        OrderFilter second = new OrderFilter(null, other, null, null, false);

        assertThat(first.scope().equals(second.scope())).isEqualTo(one.equals(other));
    }

    @Test
    void each_parameter_is_part_of_what_a_cursor_is_bound_to() {
        Set<String> scopes = new HashSet<>();
        for (String text : new String[] {
            "",
            "status=pending",
            "status=shipped",
            "shop=pending",
            "shop=a&status=pending",
            "created_from=2026-03-01",
            "created_to=2026-02-28",
            "created_to=2026-03-01",
            "clash=true"
        }) {
            assertThat(scopes.add(filter(text).scope())).isTrue();
        }
    }
}
