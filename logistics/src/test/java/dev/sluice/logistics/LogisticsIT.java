package dev.sluice.logistics;

import static dev.sluice.logistics.RunningPipeline.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.LogTopics;
import dev.sluice.logistics.fakecarrier.FakeCarrier.Behaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An order's way through the whole pipeline to its customer, whatever the carrier does. */
class LogisticsIT {
    private static final int ORDERS = 20;
    private static final Duration SOON = Duration.ofMillis(500);

    private RunningPipeline pipeline;

    @BeforeEach
    void start() throws Exception {
        pipeline = new RunningPipeline(SOON);
    }

    @AfterEach
    void stop() throws Exception {
        pipeline.close();
    }

    @Test
    void a_paid_order_is_shipped_and_delivered_through_the_pipeline() {
        pipeline.pay(1, ORDERS);
        pipeline.awaitOrders("delivered", ORDERS);

        assertThat(pipeline.ofOrders("""
                        SELECT DISTINCT sequence, from_state, to_state FROM transitions ORDER BY sequence"""))
                .containsExactly(
                        "1|pending|confirmed", "2|confirmed|processing", "3|processing|shipped", "4|shipped|delivered");
        assertThat(pipeline.ofOrders("SELECT DISTINCT action FROM shipment_requests"))
                .containsExactly("requested");
        assertThat(pipeline.ofShipments("SELECT state, count(*) FROM logistics.shipments GROUP BY 1"))
                .containsExactly("delivered|" + ORDERS);
        assertThat(pipeline.carrier().sent()).isEqualTo(ORDERS);
        assertThat(pipeline.ofShipments("SELECT count(*) FROM logistics.unreadable"))
                .containsExactly("0");
    }

    @Test
    void redelivery_of_every_record_changes_nothing() throws Exception {
        pipeline.pay(1, ORDERS);
        pipeline.awaitOrders("delivered", ORDERS);
        pipeline.drain();
        List<String> orders = pipeline.ofOrders("SELECT id, state, version, sequence FROM orders ORDER BY id");
        List<String> shipments = pipeline.ofShipments("SELECT * FROM logistics.shipments ORDER BY order_id");
        List<String> results = pipeline.ofShipments("SELECT * FROM logistics.results ORDER BY position");

        assertThat(pipeline.redeliver(LogTopics.SHIPMENT_REQUESTS)).isEqualTo(ORDERS);
        assertThat(pipeline.redeliver(LogTopics.ORDER_EVENTS)).isEqualTo(3 * ORDERS);
        pipeline.drain();

        assertThat(pipeline.ofOrders("SELECT id, state, version, sequence FROM orders ORDER BY id"))
                .isEqualTo(orders);
        assertThat(pipeline.ofShipments("SELECT * FROM logistics.shipments ORDER BY order_id"))
                .isEqualTo(shipments);
        assertThat(pipeline.ofShipments("SELECT * FROM logistics.results ORDER BY position"))
                .isEqualTo(results);
        assertThat(pipeline.carrier().handedOverAgain()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"SLOW", "FAILING", "FORGETFUL", "SILENT"})
    void a_carrier_in_trouble_holds_up_nothing_else_and_loses_nothing(Behaviour trouble) {
        pipeline.carrier().behave(trouble);
        pipeline.pay(1, ORDERS);

        // Confirmed, and written down, while the carrier gives no answer.
        pipeline.awaitOrders("confirmed", ORDERS);
        await().atMost(LONG)
                .until(() -> pipeline.ofShipments("SELECT count(*) FROM logistics.shipments")
                        .equals(List.of(Integer.toString(ORDERS))));
        await().atMost(LONG).until(() -> pipeline.carrier().calls() > 3);
        pipeline.drain();
        assertThat(pipeline.ordersIn("confirmed")).isEqualTo(ORDERS);

        pipeline.carrier().behave(Behaviour.NORMAL);
        pipeline.awaitOrders("delivered", ORDERS);
        assertThat(pipeline.carrier().sent()).isEqualTo(ORDERS);
    }

    @Test
    void a_dead_carrier_and_a_restart_of_logistics_lose_nothing() throws Exception {
        pipeline.killCarrier();
        pipeline.pay(1, ORDERS);
        pipeline.awaitOrders("confirmed", ORDERS);
        pipeline.drain();

        pipeline.restartLogistics();
        pipeline.reviveCarrier(SOON);

        pipeline.awaitOrders("delivered", ORDERS);
        assertThat(pipeline.carrier().sent()).isEqualTo(ORDERS);
    }

    @Test
    void an_order_that_is_withdrawn_before_the_carrier_heard_of_it_is_never_sent() {
        pipeline.carrier().behave(Behaviour.FAILING);
        pipeline.pay(1, ORDERS);
        pipeline.awaitOrders("confirmed", ORDERS);
        for (int id = 1; id <= ORDERS; id += 2) {
            pipeline.cancel(id);
        }
        pipeline.awaitOrders("cancelled", ORDERS / 2);
        await().atMost(LONG)
                .until(() -> pipeline.ofShipments("SELECT count(*) FROM logistics.shipments WHERE last_sequence = 2")
                        .equals(List.of(Integer.toString(ORDERS / 2))));
        pipeline.carrier().behave(Behaviour.NORMAL);

        pipeline.awaitOrders("delivered", ORDERS / 2);
        await().atMost(LONG)
                .until(() -> pipeline.ofShipments(
                                "SELECT count(*) FROM logistics.shipments WHERE next_attempt_at IS NOT NULL")
                        .equals(List.of("0")));
        assertThat(pipeline.carrier().sent()).isEqualTo(ORDERS / 2);
        assertThat(pipeline.ofShipments("SELECT DISTINCT last_sequence, state FROM logistics.shipments ORDER BY 1, 2"))
                .contains("1|delivered")
                .isSubsetOf("1|delivered", "2|withdrawn", "2|cancelled");
        assertThat(pipeline.ordersIn("cancelled")).isEqualTo(ORDERS / 2);
    }

    @Test
    void a_parcel_that_the_carrier_refuses_is_reported_as_failed_and_the_order_stays_confirmed() {
        pipeline.carrier().behave(Behaviour.REFUSING);
        pipeline.pay(1, 1);
        await().atMost(LONG)
                .until(() -> pipeline.ofShipments("SELECT status FROM logistics.results WHERE reported_at IS NOT NULL")
                        .equals(List.of("failed")));
        pipeline.drain();

        assertThat(pipeline.ofOrders("SELECT state FROM orders")).containsExactly("confirmed");
        assertThat(pipeline.ofOrders("SELECT outcome FROM outcomes WHERE type = 'shipment'"))
                .containsExactly("applied");
    }
}
