package dev.sluice.gateway.admin.ledger;

import dev.sluice.contract.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The events of one log's partition that ended in one way.
 *
 * @param current whether the log is its topic's newest; an older one is of a topic that was deleted, and grows no more
 * @param firstOffset where the ledger of the partition begins
 * @param nextOffset up to where it has been applied, exclusive
 * @param outcome null for a partition without any event
 */
record LedgerRow(
        int logId,
        String topic,
        boolean current,
        int partition,
        long firstOffset,
        long nextOffset,
        @Nullable Outcome outcome,
        long events) {}
