package dev.sluice.processor.apply;

import dev.sluice.order.Notification;
import dev.sluice.order.ShipmentRequest;
import dev.sluice.order.SideEffects;
import java.util.ArrayList;
import java.util.List;

/** What a batch causes beyond its orders, ready to be written in its transaction. */
final class SideEffectWrites {
    record NotificationRow(String orderId, Notification notification) {}

    record ShipmentRequestRow(String orderId, ShipmentRequest request) {}

    final List<NotificationRow> notifications = new ArrayList<>();
    final List<ShipmentRequestRow> requested = new ArrayList<>();
    final List<ShipmentRequestRow> withdrawn = new ArrayList<>();

    void add(String orderId, SideEffects effects) {
        effects.notifications().forEach(notification -> notifications.add(new NotificationRow(orderId, notification)));
        ShipmentRequest request = effects.shipmentRequest();
        if (request != null) {
            (request.action() == ShipmentRequest.Action.REQUESTED ? requested : withdrawn)
                    .add(new ShipmentRequestRow(orderId, request));
        }
    }
}
