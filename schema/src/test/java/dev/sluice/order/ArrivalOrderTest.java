package dev.sluice.order;

import static dev.sluice.order.Events.deletion;
import static dev.sluice.order.Events.fulfillment;
import static dev.sluice.order.Events.partial;
import static dev.sluice.order.Events.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarantee G3 over histories that real shops have, exhaustively: every order of arrival, with duplicates. */
class ArrivalOrderTest {

    static Stream<Arguments> histories() {
        return Stream.of(
                Arguments.of(
                        "paid, shipped, delivered",
                        OrderState.DELIVERED,
                        List.of(
                                order(1, "pending", null),
                                order(2, "paid", null),
                                parcel(7, 3, "success", null),
                                order(3, "paid", "fulfilled"),
                                parcel(7, 5, "success", "delivered"))),
                Arguments.of(
                        "a fulfillment cancelled and redone",
                        OrderState.SHIPPED,
                        List.of(
                                order(1, "paid", null),
                                parcel(7, 2, "success", null),
                                order(2, "paid", "fulfilled"),
                                parcel(7, 3, "cancelled", null),
                                order(3, "paid", null),
                                order(4, "paid", "fulfilled"))),
                Arguments.of(
                        "an item added after shipping",
                        OrderState.PROCESSING,
                        List.of(
                                order(1, "paid", "fulfilled"),
                                parcel(7, 1, "success", "delivered"),
                                partial("fulfillments/create", "'id':8,'status':'pending'"),
                                order(3, "partially_paid", "partial"),
                                deletion())),
                Arguments.of(
                        "cash on delivery, delivered, came back, cancelled",
                        OrderState.CANCELLED,
                        List.of(
                                order(1, "pending", null),
                                order(2, "pending", "fulfilled"),
                                parcel(7, 4, "success", "delivered"),
                                parcel(7, 6, "success", "failure"),
                                snapshot(
                                        "'financial_status':'voided','fulfillment_status':'fulfilled',"
                                                + "'cancelled_at':'2026-03-01T07:00:00Z','updated_at':'2026-03-01T07:00:00Z'"))),
                Arguments.of(
                        "a partial refund, then all of it",
                        OrderState.REFUNDED,
                        List.of(
                                order(1, "paid", "fulfilled"),
                                partial("refunds/create", "'id':5,'transactions':[]"),
                                order(2, "partially_refunded", "fulfilled"),
                                partial("order_transactions/create", "'id':6,'kind':'refund','status':'success'"),
                                order(3, "refunded", "fulfilled"))),
                Arguments.of(
                        "an authorization voided",
                        OrderState.CANCELLED,
                        List.of(
                                order(1, "authorized", null),
                                partial("order_transactions/create", "'id':6,'kind':'void','status':'success'"),
                                order(2, "voided", null),
                                snapshot("'cancelled_at':'2026-03-01T03:00:00Z','updated_at':'2026-03-01T03:00:00Z'"),
                                deletion())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void everyOrderOfArrivalEndsInTheSameFactsAndState(String name, OrderState state, List<DecodedEvent> history) {
        List<Object> expected = Arrivals.of(history).outcome();
        assertThat(expected).contains(state);

        for (List<DecodedEvent> arrival : permutations(history)) {
            assertThat(Arrivals.of(arrival).outcome()).isEqualTo(expected);
            // Each a second time at once, and all of them again at the end.
            List<DecodedEvent> doubled = new ArrayList<>();
            arrival.forEach(event -> doubled.addAll(List.of(event, event)));
            doubled.addAll(history);
            assertThat(Arrivals.of(doubled).outcome()).isEqualTo(expected);
        }
    }

    private static DecodedEvent order(int hour, String financial, @Nullable String fulfillment) {
        return snapshot("'financial_status':'" + financial + "','fulfillment_status':"
                + (fulfillment == null ? "null" : "'" + fulfillment + "'") + "," + at(hour));
    }

    private static DecodedEvent parcel(long id, int hour, String status, @Nullable String shipmentStatus) {
        return fulfillment("'id':" + id + ",'status':'" + status + "','shipment_status':"
                + (shipmentStatus == null ? "null" : "'" + shipmentStatus + "'") + "," + at(hour));
    }

    private static String at(int hour) {
        return "'updated_at':'2026-03-01T0" + hour + ":00:00Z'";
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<T> rest = new ArrayList<>(items);
            T first = rest.remove(i);
            for (List<T> order : permutations(rest)) {
                List<T> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }
}
