package dev.sluice.order;

import static dev.sluice.order.OrderState.CANCELLED;
import static dev.sluice.order.OrderState.CONFIRMED;
import static dev.sluice.order.OrderState.DELIVERED;
import static dev.sluice.order.OrderState.PENDING;
import static dev.sluice.order.OrderState.PROCESSING;
import static dev.sluice.order.OrderState.REFUNDED;
import static dev.sluice.order.OrderState.SHIPPED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrderStateTest {
    private static final Map<OrderState, Set<OrderState>> PLAIN = Map.of(
            PENDING, Set.of(CONFIRMED, CANCELLED),
            CONFIRMED, Set.of(PROCESSING, CANCELLED),
            PROCESSING, Set.of(SHIPPED, CANCELLED),
            SHIPPED, Set.of(DELIVERED, REFUNDED),
            DELIVERED, Set.of(REFUNDED),
            CANCELLED, Set.of(REFUNDED),
            REFUNDED, Set.of());

    private static final Map<OrderState, Set<OrderState>> CORRECTED = Map.of(
            PROCESSING, Set.of(CONFIRMED),
            SHIPPED, Set.of(PROCESSING, CANCELLED),
            DELIVERED, Set.of(SHIPPED, PROCESSING, CANCELLED));

    static Stream<Arguments> pairs() {
        return Stream.of(OrderState.values())
                .flatMap(from -> Stream.of(OrderState.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairOfStatesIsPlainOrCorrectedOrIllegal(OrderState from, OrderState to) {
        assertThat(from.leadsTo(to))
                .isEqualTo(PLAIN.getOrDefault(from, Set.of()).contains(to));
        assertThat(from.isCorrectedTo(to))
                .isEqualTo(CORRECTED.getOrDefault(from, Set.of()).contains(to));
        assertThat(from.leadsTo(to) && from.isCorrectedTo(to)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void aTokenNamesItsState(OrderState state) {
        assertThat(OrderState.of(state.token())).isSameAs(state);
        assertThat(state.token()).isLowerCase();
    }

    @Test
    void anUnknownTokenNamesNone() {
        assertThatThrownBy(() -> OrderState.of("lost")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSchemaAllowsExactlyTheMachinesEdges() throws IOException {
        String check = constraint("transitions_legal");
        int split = check.indexOf("reason = 'corrected'");

        assertThat(pairs(check.substring(0, split))).isEqualTo(edges(false));
        assertThat(pairs(check.substring(split))).isEqualTo(edges(true));
    }

    private static String constraint(String name) throws IOException {
        try (InputStream file = OrderStateTest.class.getResourceAsStream("/db/migration/V1__orders_and_ledger.sql")) {
            String sql = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
            int start = sql.indexOf("CONSTRAINT " + name);
            return sql.substring(start, sql.indexOf(";", start));
        }
    }

    private static Set<String> pairs(String sql) {
        Set<String> pairs = new TreeSet<>();
        Pattern.compile("\\('(\\w+)', '(\\w+)'\\)")
                .matcher(sql)
                .results()
                .forEach(match -> pairs.add(match.group(1) + " > " + match.group(2)));
        return pairs;
    }

    private static Set<String> edges(boolean corrected) {
        Set<String> edges = new TreeSet<>();
        for (OrderState from : OrderState.values()) {
            for (OrderState to : OrderState.values()) {
                if (corrected ? from.isCorrectedTo(to) : from.leadsTo(to)) {
                    edges.add(from.token() + " > " + to.token());
                }
            }
        }
        return edges;
    }
}
