package dev.sluice.processor.apply;

import dev.sluice.contract.Outcome;
import dev.sluice.order.Order;
import dev.sluice.order.Repair;
import dev.sluice.order.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a batch changes, ready to be written in one transaction. */
final class BatchWrites {

    /** What became of one record of the batch. */
    record OutcomeRow(
            ReadEvent read, Outcome outcome, @Nullable String reason) {}

    /**
     * An order after the batch.
     *
     * @param lastApplied the last event that changed it
     * @param knownSince what its {@code created_at} falls back to when its facts name no time
     */
    record OrderRow(String id, Order order, ReadEvent lastApplied, Instant knownSince) {}

    record TransitionRow(String orderId, Transition transition) {}

    /** An event that waits or was set aside; its body is kept. */
    record UnappliedRow(
            ReadEvent read,
            Outcome outcome,
            String reason,
            @Nullable String detail) {}

    /** A parked event that was settled. */
    record SettledRow(ParkedEvent parked, Outcome outcome) {}

    /**
     * An event that was retried or discarded.
     *
     * @param event as it was
     * @param outcome which it has now
     * @param reason null when it has come to an end
     */
    record RepairedRow(
            StoredEvent event,
            Outcome outcome,
            @Nullable String reason,
            @Nullable String detail,
            int attempts,
            boolean discarded) {

        /** Whether the event is still set aside. */
        boolean isKept() {
            return reason != null;
        }
    }

    /** What a command did about an event. */
    record HistoryRow(
            ReadEvent command,
            Repair repair,
            Outcome outcome,
            @Nullable String reason) {}

    /** A sum of the ledger. */
    record LedgerKey(short logId, int partition, String shop, Outcome outcome) implements Comparable<LedgerKey> {
        @Override
        public int compareTo(LedgerKey other) {
            int byLog = Short.compare(logId, other.logId);
            int byPartition = byLog != 0 ? byLog : Integer.compare(partition, other.partition);
            int byShop = byPartition != 0 ? byPartition : shop.compareTo(other.shop);
            return byShop != 0 ? byShop : outcome.compareTo(other.outcome);
        }
    }

    final List<OutcomeRow> outcomes = new ArrayList<>();
    final List<OrderRow> orders = new ArrayList<>();
    final List<TransitionRow> transitions = new ArrayList<>();
    final List<UnappliedRow> unapplied = new ArrayList<>();
    final List<SettledRow> settled = new ArrayList<>();
    final List<RepairedRow> repaired = new ArrayList<>();
    final List<HistoryRow> history = new ArrayList<>();
    final List<ComplianceWriter.Request> complianceRequests = new ArrayList<>();

    /** Ids of orders that were not there before. */
    final List<String> appeared = new ArrayList<>();

    /** Orders of redacted customers that are redacted by their id from now on, each with its redaction. */
    final Map<String, Long> redactedOrders = new TreeMap<>();

    final SideEffectWrites sideEffects = new SideEffectWrites();

    /** The outcomes of this batch, and of settled events under their new outcome, by ledger sum. */
    final Map<LedgerKey, Long> added = new TreeMap<>();

    /** Settled events under the outcome that they leave. */
    final Map<LedgerKey, Long> taken = new TreeMap<>();

    /** The outbox's shards that get something to publish: whatever is told, a transition or not, has its order there. */
    Set<Short> shards() {
        Set<Short> shards = new TreeSet<>();
        transitions.forEach(row -> shards.add(OutboxShard.of(row.orderId())));
        sideEffects.withdrawn.forEach(row -> shards.add(OutboxShard.of(row.orderId())));
        return shards;
    }
}
