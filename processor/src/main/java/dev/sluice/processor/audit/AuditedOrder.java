package dev.sluice.processor.audit;

import dev.sluice.order.Order;
import dev.sluice.order.OrderFacts;

/**
 * An order as it is stored, with what its history says.
 *
 * @param steps transitions on record
 * @param brokenSteps of those, the ones that do not follow from the step before them
 * @param redacted whether personal data of its shop's orders may be erased, which the log still holds
 */
record AuditedOrder(Order order, long steps, long brokenSteps, boolean redacted) {

    /** Facts as far as they can be compared. */
    OrderFacts comparable(OrderFacts facts) {
        return redacted ? facts.redacted() : facts;
    }

    boolean hasWholeHistory() {
        return steps == order.sequence() && brokenSteps == 0;
    }
}
