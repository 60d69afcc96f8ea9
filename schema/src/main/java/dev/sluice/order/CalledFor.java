package dev.sluice.order;

import org.jspecify.annotations.Nullable;

/**
 * The state that the facts of an order call for, and the rule that says so: the first that matches.
 *
 * @param reason one of {@link Reasons}; null for pending, which nothing calls for
 */
record CalledFor(OrderState state, @Nullable String reason) {

    static CalledFor by(OrderFacts facts) {
        if (facts.everRefunded()) {
            // Cancelled or not: rules 1 and 2 agree.
            return new CalledFor(OrderState.REFUNDED, Reasons.REFUNDED);
        }
        if (facts.isCancelled()) {
            return new CalledFor(OrderState.CANCELLED, cancellation(facts));
        }
        if (facts.isFulfilled()) {
            return facts.isDelivered()
                    ? new CalledFor(OrderState.DELIVERED, Reasons.DELIVERED)
                    : new CalledFor(OrderState.SHIPPED, Reasons.FULFILLED);
        }
        if (facts.isPartlyFulfilled()) {
            return new CalledFor(OrderState.PROCESSING, Reasons.PARTIALLY_FULFILLED);
        }
        if (facts.hasLiveFulfillment()) {
            return new CalledFor(OrderState.PROCESSING, Reasons.FULFILLMENT);
        }
        if (facts.isPaid() || facts.wasFulfilled()) {
            return new CalledFor(OrderState.CONFIRMED, confirmation(facts));
        }
        return new CalledFor(OrderState.PENDING, null);
    }

    private static String cancellation(OrderFacts facts) {
        if (facts.everCancelled()) {
            return Reasons.CANCELLED;
        }
        return facts.cancellation() == null ? Reasons.STOCK_NOT_TAKEN : Reasons.CANCELLED_BY_OPERATOR;
    }

    private static String confirmation(OrderFacts facts) {
        if (facts.everPaid()) {
            return Reasons.PAID;
        }
        if (facts.confirmation() != null) {
            return Reasons.CONFIRMED_BY_OPERATOR;
        }
        return facts.isStock(OwnOrder.Stock.TAKEN) ? Reasons.STOCK_TAKEN : Reasons.FULFILLMENT;
    }
}
