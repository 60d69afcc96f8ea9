package dev.sluice.processor.audit;

import dev.sluice.order.Order;

/**
 * An order as it is stored, with what its history says.
 *
 * @param steps transitions on record
 * @param brokenSteps of those, the ones that do not follow from the step before them
 */
record AuditedOrder(Order order, long steps, long brokenSteps) {

    boolean hasWholeHistory() {
        return steps == order.sequence() && brokenSteps == 0;
    }
}
