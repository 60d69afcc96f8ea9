package dev.sluice.order;

import static dev.sluice.order.Events.RECEIVED;
import static dev.sluice.order.Events.after;
import static dev.sluice.order.Events.command;
import static dev.sluice.order.Events.deletion;
import static dev.sluice.order.Events.fulfillment;
import static dev.sluice.order.Events.shipment;
import static dev.sluice.order.Events.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told what, and what logistics is asked. */
class SideEffectsTest {
    private static final String AT_TEN = "'updated_at':'2026-03-01T10:00:00Z'";
    private static final String AT_ELEVEN = "'updated_at':'2026-03-01T11:00:00Z'";
    private static final DecodedEvent PAID = snapshot(
            "'financial_status':'paid'," + AT_TEN + ",'line_items':[{'sku':'S-1','name':'Shirt','quantity':2}]");
    private static final DecodedEvent FULFILLED =
            snapshot("'financial_status':'paid','fulfillment_status':'fulfilled'," + AT_ELEVEN);
    private static final DecodedEvent TAKEN_BACK =
            snapshot("'financial_status':'paid','updated_at':'2026-03-01T11:30:00Z'");
    private static final DecodedEvent FULFILLED_AGAIN =
            snapshot("'financial_status':'paid','fulfillment_status':'fulfilled','updated_at':'2026-03-01T11:45:00Z'");
    private static final DecodedEvent CANCELLED =
            snapshot("'financial_status':'paid','cancelled_at':'2026-03-01T11:00:00Z'," + AT_ELEVEN);
    private static final DecodedEvent REFUNDED = snapshot("'financial_status':'refunded'," + AT_ELEVEN);

    private static SideEffects effects(DecodedEvent event, DecodedEvent... before) {
        Order order = after(before);
        return SideEffects.of(order, order.fold(event), event.occurredAt(), RECEIVED);
    }

    private static List<NotificationKind> told(DecodedEvent event, DecodedEvent... before) {
        return effects(event, before).notifications().stream()
                .map(Notification::kind)
                .toList();
    }

    @Test
    void a_step_that_the_facts_call_for_is_told() {
        assertThat(told(PAID)).containsExactly(NotificationKind.CONFIRMED);
        assertThat(told(FULFILLED, PAID)).containsExactly(NotificationKind.SHIPPED);
        assertThat(told(CANCELLED, PAID)).containsExactly(NotificationKind.CANCELLED);
    }

    @Test
    void steps_that_were_passed_through_tell_nobody() {
        assertThat(told(FULFILLED)).containsExactly(NotificationKind.SHIPPED);
    }

    @Test
    void a_corrected_step_tells_nobody() {
        assertThat(told(TAKEN_BACK, PAID, FULFILLED)).isEmpty();
        assertThat(told(CANCELLED, PAID, FULFILLED)).isEmpty();
    }

    @Test
    void a_cycle_tells_the_same_kind_again_so_that_the_store_must_keep_it_to_once() {
        assertThat(told(FULFILLED_AGAIN, PAID, FULFILLED, TAKEN_BACK)).containsExactly(NotificationKind.SHIPPED);
    }

    @Test
    void a_refund_and_a_delivery_are_not_told() {
        assertThat(told(REFUNDED, PAID)).isEmpty();
        assertThat(told(
                        shipment(1, "delivered", "2026-03-01T11:00:00Z"),
                        PAID,
                        shipment(1, "shipped", "2026-03-01T10:30:00Z")))
                .isEmpty();
    }

    @Test
    void an_event_that_changes_nothing_causes_nothing() {
        assertThat(effects(PAID, PAID)).isEqualTo(new SideEffects(List.of(), null));
        assertThat(effects(command("c", "cancelled"), PAID, FULFILLED)).isEqualTo(new SideEffects(List.of(), null));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T11:59:59Z, 2026-03-02T12:00:00Z, true",
        "2026-03-01T12:00:00Z, 2026-03-02T12:00:00Z, false",
        "2026-03-05T12:00:00Z, 2026-03-02T12:00:00Z, false"
    })
    void a_notifications_age_is_from_the_event_to_its_receipt(Instant occurredAt, Instant receivedAt, boolean old) {
        Notification notification = Notification.of(NotificationKind.SHIPPED, occurredAt, receivedAt);

        assertThat(notification.isOlderThan(Duration.ofHours(24))).isEqualTo(old);
        assertThat(notification.age()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void an_order_that_comes_to_rest_in_confirmed_is_requested_with_its_lines() {
        assertThat(effects(PAID).shipmentRequest())
                .isEqualTo(new ShipmentRequest(
                        ShipmentRequest.Action.REQUESTED,
                        Reasons.PAID,
                        List.of(new Line("S-1", "Shirt", 2L, null)),
                        Instant.parse("2026-03-01T10:00:00Z")));
    }

    @Test
    void an_operators_confirmation_requests_as_well() {
        DecodedEvent placed = snapshot("'financial_status':'pending'," + AT_TEN);

        ShipmentRequest request = effects(command("c", "confirmed"), placed).shipmentRequest();

        assertThat(request).extracting(ShipmentRequest::action).isEqualTo(ShipmentRequest.Action.REQUESTED);
        assertThat(request).extracting(ShipmentRequest::reason).isEqualTo(Reasons.CONFIRMED_BY_OPERATOR);
    }

    @Test
    void an_order_that_only_passes_through_confirmed_is_not_requested() {
        assertThat(action(FULFILLED)).isNotEqualTo(ShipmentRequest.Action.REQUESTED);
    }

    @Test
    void an_order_that_comes_back_to_confirmed_is_not_requested() {
        assertThat(effects(TAKEN_BACK, FULFILLED).shipmentRequest()).isNull();
    }

    @Test
    void an_order_of_which_some_fulfillment_is_known_is_not_requested() {
        DecodedEvent placed = snapshot("'financial_status':'pending'," + AT_TEN);
        DecodedEvent parcel = fulfillment("'id':7,'status':'cancelled','updated_at':'2026-03-01T10:30:00Z'");

        assertThat(action(snapshot("'financial_status':'paid'," + AT_ELEVEN), placed, parcel))
                .isNotEqualTo(ShipmentRequest.Action.REQUESTED);
    }

    @Test
    void a_deleted_order_is_not_requested() {
        assertThat(effects(PAID, deletion()).shipmentRequest()).isNull();
    }

    private static ShipmentRequest.@Nullable Action action(DecodedEvent event, DecodedEvent... before) {
        ShipmentRequest request = effects(event, before).shipmentRequest();
        return request == null ? null : request.action();
    }

    private static @Nullable String withdrawal(DecodedEvent event, DecodedEvent... before) {
        ShipmentRequest request = effects(event, before).shipmentRequest();
        return request == null || request.action() == ShipmentRequest.Action.REQUESTED ? null : request.reason();
    }

    @Test
    void cancellation_refund_deletion_and_a_fulfillment_of_the_shop_withdraw_the_request() {
        assertThat(withdrawal(CANCELLED, PAID)).isEqualTo(Reasons.CANCELLED);
        assertThat(withdrawal(command("c", "cancelled"), PAID)).isEqualTo(Reasons.CANCELLED);
        assertThat(withdrawal(REFUNDED, PAID)).isEqualTo(Reasons.REFUNDED);
        assertThat(withdrawal(deletion(), PAID)).isEqualTo(ShipmentRequest.DELETED);
        assertThat(withdrawal(FULFILLED, PAID)).isEqualTo(ShipmentRequest.FULFILLED_BY_SHOP);
        assertThat(withdrawal(fulfillment("'id':7,'status':'success','updated_at':'2026-03-01T10:30:00Z'"), PAID))
                .isEqualTo(ShipmentRequest.FULFILLED_BY_SHOP);
    }

    @Test
    void a_request_is_withdrawn_once() {
        assertThat(withdrawal(REFUNDED, PAID, CANCELLED)).isNull();
        assertThat(withdrawal(CANCELLED, PAID, deletion())).isNull();
    }

    @Test
    void what_logistics_has_sent_is_not_withdrawn() {
        DecodedEvent shipped = shipment(1, "shipped", "2026-03-01T10:30:00Z");

        assertThat(withdrawal(FULFILLED, PAID, shipped)).isNull();
        assertThat(withdrawal(CANCELLED, PAID, shipped)).isNull();
    }

    @Test
    void what_logistics_failed_to_send_can_be_withdrawn() {
        DecodedEvent failed = shipment(1, "failed", "2026-03-01T10:30:00Z");

        assertThat(withdrawal(FULFILLED, PAID, failed)).isEqualTo(ShipmentRequest.FULFILLED_BY_SHOP);
    }
}
