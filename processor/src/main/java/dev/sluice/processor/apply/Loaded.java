package dev.sluice.processor.apply;

import dev.sluice.order.Order;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a batch needs to know of the database, read under its locks.
 *
 * @param delivered those of the batch's delivery keys that have an outcome already
 * @param orders the batch's orders that exist, by id
 * @param redactions what is to be erased of the batch
 * @param parked parked events of the batch's orders, in log order, by order id
 * @param repairs what the batch's repairs are about
 */
record Loaded(
        Set<UUID> delivered,
        Map<String, StoredOrder> orders,
        Redactions redactions,
        Map<String, List<ParkedEvent>> parked,
        RepairTargets repairs) {

    /** As if nothing waited: what was parked stays so. */
    Loaded withoutParked() {
        return new Loaded(delivered, orders, redactions, Map.of(), repairs);
    }

    record StoredOrder(Order order, Instant createdAt) {}
}
