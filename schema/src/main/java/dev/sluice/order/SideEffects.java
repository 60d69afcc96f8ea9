package dev.sluice.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event causes beyond the order itself; pure, so a replay causes the same. A shipment request may be withdrawn
 * here that was never made: only the stored requests know, and whoever stores drops it.
 */
public record SideEffects(
        List<Notification> notifications, @Nullable ShipmentRequest shipmentRequest) {

    public SideEffects {
        notifications = List.copyOf(notifications);
    }

    /**
     * @param before the order before the event
     * @param folded what the event did to it
     * @param occurredAt the event's own time
     * @param receivedAt when the event was received
     */
    public static SideEffects of(Order before, Folded folded, Instant occurredAt, Instant receivedAt) {
        return new SideEffects(
                notifications(folded.transitions(), receivedAt), shipmentRequest(before, folded, occurredAt));
    }

    // Inferred steps were passed through, corrected ones take back what the customer was told before: both are silent.
    private static List<Notification> notifications(List<Transition> transitions, Instant receivedAt) {
        List<Notification> notifications = new ArrayList<>();
        for (Transition step : transitions) {
            if (!step.inferred() && !step.reason().equals(Reasons.CORRECTED)) {
                NotificationKind.of(step.to())
                        .map(kind -> Notification.of(kind, step.occurredAt(), receivedAt))
                        .ifPresent(notifications::add);
            }
        }
        return notifications;
    }

    private static @Nullable ShipmentRequest shipmentRequest(Order before, Folded folded, Instant occurredAt) {
        Order after = folded.order();
        String reason = confirmation(folded.transitions());
        if (reason != null && unwanted(after) == null && !after.facts().wasFulfilled()) {
            return new ShipmentRequest(
                    ShipmentRequest.Action.REQUESTED, reason, after.facts().lines(), occurredAt);
        }
        String withdrawal = unwanted(after);
        return withdrawal == null || unwanted(before) != null
                ? null
                : new ShipmentRequest(ShipmentRequest.Action.WITHDRAWN, withdrawal, List.of(), occurredAt);
    }

    /**
     * Why the order came to rest in {@code confirmed}; null when it did not. No edge leads back to {@code pending}, so
     * that step is taken at most once in an order's life.
     */
    private static @Nullable String confirmation(List<Transition> transitions) {
        Transition last = transitions.isEmpty() ? null : transitions.get(transitions.size() - 1);
        if (last == null || last.from() != OrderState.PENDING || last.to() != OrderState.CONFIRMED) {
            return null;
        }
        return last.reason();
    }

    /** Why logistics is not to send the order; null when it is, or has done so: then the transitions tell the rest. */
    private static @Nullable String unwanted(Order order) {
        OrderFacts facts = order.facts();
        if (facts.isShippedByLogistics()) {
            return null;
        }
        return switch (order.state()) {
            case CANCELLED -> Reasons.CANCELLED;
            case REFUNDED -> Reasons.REFUNDED;
            case PENDING, CONFIRMED, PROCESSING, SHIPPED, DELIVERED -> {
                if (facts.deletedAt() != null) {
                    yield ShipmentRequest.DELETED;
                }
                yield facts.wasFulfilledByShop() ? ShipmentRequest.FULFILLED_BY_SHOP : null;
            }
        };
    }
}
