package dev.sluice.order;

import static dev.sluice.order.Events.fulfillment;
import static dev.sluice.order.Events.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PathsTest {

    /** Facts are named by what the newest snapshot says; the path leaves out where it starts. */
    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            pending    | paid                 | confirmed
            pending    | partial              | confirmed processing
            pending    | fulfilled            | confirmed processing shipped
            pending    | delivered            | confirmed processing shipped delivered
            pending    | cancelled            | cancelled
            pending    | refunded             | cancelled refunded
            pending    | cancelled refunded   | cancelled refunded
            pending    | fulfilled refunded   | confirmed processing shipped refunded
            pending    | partial refunded     | cancelled refunded
            confirmed  | refunded             | cancelled refunded
            confirmed  | fulfilled refunded   | processing shipped refunded
            confirmed  | delivered            | processing shipped delivered
            processing | paid                 | confirmed
            processing | refunded             | cancelled refunded
            processing | fulfilled refunded   | shipped refunded
            processing | cancelled            | cancelled
            shipped    | partial              | processing
            shipped    | paid                 | processing confirmed
            shipped    | cancelled            | cancelled
            shipped    | refunded             | refunded
            shipped    | cancelled refunded   | refunded
            delivered  | fulfilled            | shipped
            delivered  | partial              | processing
            delivered  | paid                 | processing confirmed
            delivered  | cancelled            | cancelled
            delivered  | refunded             | refunded
            cancelled  | cancelled refunded   | refunded
            """)
    void aPathPrefersAttestedStatesThenPlainEdgesThenTheShortest(String from, String facts, String path) {
        OrderFacts known = facts(facts);
        OrderState start = OrderState.of(from);

        List<OrderState> chosen = Paths.choose(start, CalledFor.by(known).state(), known);

        assertThat(chosen).isNotNull();
        assertThat(chosen).startsWith(start);
        assertThat(chosen.stream().skip(1).map(OrderState::token)).containsExactly(path.split(" "));
    }

    private static OrderFacts facts(String words) {
        String financial = words.contains("refunded") ? "refunded" : "paid";
        String fulfillment =
                words.contains("partial") ? "partial" : words.matches(".*(fulfilled|delivered).*") ? "fulfilled" : "";
        OrderFacts facts = snapshot("'financial_status':'" + financial + "','fulfillment_status':'" + fulfillment + "'"
                        + (words.contains("cancelled") ? ",'cancelled_at':'2026-03-01T10:00:00Z'" : ""))
                .facts();
        return words.contains("delivered")
                ? facts.merge(fulfillment("'id':1,'status':'success','shipment_status':'delivered'")
                        .facts())
                : facts;
    }

    static Stream<OrderState> states() {
        return Stream.of(OrderState.values());
    }

    @ParameterizedTest
    @MethodSource("states")
    void nothingLeadsBackToPending(OrderState from) {
        assertThat(Paths.choose(from, OrderState.PENDING, OrderFacts.NONE)).isNull();
    }

    @Test
    void nothingLeadsOutOfRefunded() {
        for (OrderState to : OrderState.values()) {
            assertThat(Paths.choose(OrderState.REFUNDED, to, OrderFacts.NONE)).isNull();
        }
    }

    @Test
    void everyEdgeOfEveryPathIsLegal() {
        for (OrderState from : OrderState.values()) {
            for (OrderState to : OrderState.values()) {
                List<OrderState> path = Paths.choose(from, to, OrderFacts.NONE);
                for (int i = 1; path != null && i < path.size(); i++) {
                    OrderState step = path.get(i - 1);
                    assertThat(step.leadsTo(path.get(i)) || step.isCorrectedTo(path.get(i)))
                            .isTrue();
                }
            }
        }
    }
}
