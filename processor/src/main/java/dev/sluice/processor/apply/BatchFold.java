package dev.sluice.processor.apply;

import dev.sluice.contract.Outcome;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.Folded;
import dev.sluice.order.Order;
import dev.sluice.order.OrderFacts;
import dev.sluice.order.Repair;
import dev.sluice.order.SideEffects;
import dev.sluice.processor.apply.BatchWrites.LedgerKey;
import dev.sluice.processor.apply.BatchWrites.OrderRow;
import dev.sluice.processor.apply.BatchWrites.OutcomeRow;
import dev.sluice.processor.apply.BatchWrites.SettledRow;
import dev.sluice.processor.apply.BatchWrites.TransitionRow;
import dev.sluice.processor.apply.BatchWrites.UnappliedRow;
import dev.sluice.processor.apply.Loaded.StoredOrder;
import dev.sluice.processor.apply.ReadEvent.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Folds a batch into what has to be written: every record gets exactly one outcome (G2), every order at most one row.
 * Pure: what it needs to know comes in as {@link Loaded}.
 */
final class BatchFold {
    static final String NO_ORDER_YET = "no-order-yet";
    static final String ILLEGAL_COMMAND = "illegal-command";
    static final String FOLD_FAILED = "fold-failed";

    private final short logId;
    private final int partition;
    private final Loaded loaded;
    private final Set<UUID> delivered;
    private final Map<String, Work> works = new TreeMap<>();
    private final List<Decision> decisions;
    private final BatchWrites writes = new BatchWrites();
    private final BatchFoldRepairs repairs;

    /** An order while the batch is folded. */
    private static final class Work {
        final String id;
        final Instant knownSince;
        Order order;

        @Nullable
        ReadEvent lastApplied;
        /** Events of this very batch that wait for the order. */
        final List<Decision> waiting = new ArrayList<>();
        /** Its personal data is erased, so none may get in. */
        boolean redacted;

        Work(String id, Order order, Instant knownSince) {
            this.id = id;
            this.order = order;
            this.knownSince = knownSince;
        }

        void redact() {
            redacted = true;
            order = order.redacted();
        }
    }

    /** What is decided of a record so far; a parked one may still be settled later in the batch. */
    static final class Decision {
        final ReadEvent read;
        Outcome outcome = Outcome.IGNORED;

        @Nullable
        String reason;

        @Nullable
        String detail;

        Decision(ReadEvent read) {
            this.read = read;
        }

        void is(Outcome outcome, @Nullable String reason, @Nullable String detail) {
            this.outcome = outcome;
            this.reason = reason;
            this.detail = detail;
        }
    }

    private BatchFold(short logId, int partition, Loaded loaded, int size) {
        this.logId = logId;
        this.partition = partition;
        this.loaded = loaded;
        this.delivered = new HashSet<>(loaded.delivered());
        this.decisions = new ArrayList<>(size);
        this.repairs = new BatchFoldRepairs(loaded.repairs());
    }

    static BatchWrites fold(short logId, int partition, List<ReadEvent> batch, Loaded loaded) {
        BatchFold fold = new BatchFold(logId, partition, loaded, batch.size());
        batch.forEach(fold::decide);
        return fold.finish();
    }

    /**
     * An event that the database refuses, set aside so that its neighbours can be applied. When it is a command to retry
     * another event, that one is what is refused: it becomes a dead letter with one more attempt.
     */
    static BatchWrites deadLetter(
            short logId, int partition, ReadEvent read, Loaded loaded, String reason, String detail) {
        BatchFold fold = new BatchFold(logId, partition, loaded, 1);
        Decision decision = new Decision(read);
        fold.decisions.add(decision);
        if (!fold.refusedRetry(decision, reason, detail)) {
            decision.is(Outcome.DEAD_LETTERED, reason, detail);
        }
        return fold.finish();
    }

    private boolean refusedRetry(Decision decision, String reason, String detail) {
        if (!(decision.read.reading() instanceof Reading.RepairCommand command)
                || command.repair().action() != Repair.Action.RETRY) {
            return false;
        }
        StoredEvent event = repairs.accept(decision, command.repair());
        if (event == null) {
            return false;
        }
        Decision refused = new Decision(event.read());
        refused.is(Outcome.DEAD_LETTERED, reason, detail);
        repairs.retried(decision.read, command.repair(), event, refused);
        decision.is(Outcome.APPLIED, null, null);
        return true;
    }

    private void decide(ReadEvent read) {
        Decision decision = new Decision(read);
        decisions.add(decision);
        if (read.deliveryKey() != null && !delivered.add(read.deliveryKey())) {
            decision.is(Outcome.DUPLICATE, null, null);
            return;
        }
        if (read.reading() instanceof Reading.RepairCommand command) {
            repair(decision, command.repair());
        } else {
            judge(decision, read);
        }
    }

    /**
     * Carries an event out as far as it can be.
     *
     * @param under the record whose position stands for it: its own, or the one of the command that retries it
     */
    private void judge(Decision decision, ReadEvent under) {
        Reading reading = decision.read.reading();
        if (reading instanceof Reading.OrderChange change) {
            apply(decision, change.decoded());
        } else if (reading instanceof Reading.Unusable unusable) {
            decision.is(Outcome.QUARANTINED, unusable.reason(), unusable.detail());
        } else if (reading instanceof Reading.Unreadable unreadable) {
            decision.is(Outcome.DEAD_LETTERED, unreadable.reason(), unreadable.detail());
        } else if (reading instanceof Reading.Compliance compliance) {
            decision.is(Outcome.APPLIED, null, null);
            ReadEvent asked = decision.read.at(under.offset());
            writes.complianceRequests.add(ComplianceWriter.request(logId, partition, asked, compliance.request()));
        } else if (reading instanceof Reading.RepairCommand) {
            decision.is(Outcome.DEAD_LETTERED, ILLEGAL_COMMAND, "a repair is given anew and not retried");
        } else {
            decision.is(Outcome.IGNORED, null, null);
        }
    }

    private void repair(Decision decision, Repair repair) {
        StoredEvent event = repairs.accept(decision, repair);
        if (event == null) {
            return;
        }
        decision.is(Outcome.APPLIED, null, null);
        if (repair.action() == Repair.Action.DISCARD) {
            Decision waiting = repairs.discarded(decision.read, repair, event);
            works.values().forEach(work -> work.waiting.remove(waiting));
            return;
        }
        Decision again = new Decision(event.read());
        repairs.retried(decision.read, repair, event, again);
        judge(again, decision.read);
    }

    private void apply(Decision decision, DecodedEvent decoded) {
        Work work = works.computeIfAbsent(decision.read.event().key(), id -> startWork(id, decision.read));
        boolean knownBefore = work.order.facts().hasOrder();
        fold(work, decision, decoded);
        if (!knownBefore && work.order.facts().hasOrder()) {
            unpark(work);
        }
    }

    private Work startWork(String id, ReadEvent first) {
        StoredOrder stored = loaded.orders().get(id);
        Work work = stored == null
                ? new Work(id, Order.NEW, first.event().receivedAt())
                : new Work(id, stored.order(), stored.createdAt());
        if (loaded.redactions().ofOrder(id)) {
            work.redact();
        }
        redactIfOfCustomer(work, first.event().shop(), work.order.facts());
        return work;
    }

    private void redactIfOfCustomer(Work work, String shop, OrderFacts facts) {
        Long redaction = work.redacted ? null : loaded.redactions().ofCustomer(shop, facts);
        if (redaction != null) {
            work.redact();
            writes.redactedOrders.put(work.id, redaction);
        }
    }

    /** The event as it may be folded: the one way into an order's facts, for what is new, waited or is tried again. */
    private DecodedEvent admitted(Work work, ReadEvent read, DecodedEvent decoded) {
        redactIfOfCustomer(work, read.event().shop(), decoded.facts());
        return work.redacted || loaded.redactions().ofShop(read.event()) ? decoded.redacted() : decoded;
    }

    private void fold(Work work, Decision decision, DecodedEvent decoded) {
        Folded folded;
        try {
            folded = work.order.fold(admitted(work, decision.read, decoded));
        } catch (RuntimeException e) {
            // The fold is total by design; if it ever is not, one event pays for it and not its partition.
            decision.is(Outcome.DEAD_LETTERED, FOLD_FAILED, e.toString());
            return;
        }
        switch (folded.verdict()) {
            case APPLIED -> {
                decision.is(Outcome.APPLIED, null, null);
                Instant receivedAt = decision.read.event().receivedAt();
                writes.sideEffects.add(work.id, SideEffects.of(work.order, folded, decoded.occurredAt(), receivedAt));
                take(work, folded, decision.read);
            }
            case STALE -> decision.is(Outcome.STALE, null, null);
            case PARKED -> {
                decision.is(Outcome.PARKED, NO_ORDER_YET, null);
                work.waiting.add(decision);
            }
            case ILLEGAL_COMMAND ->
                decision.is(
                        Outcome.DEAD_LETTERED,
                        ILLEGAL_COMMAND,
                        "not possible from state " + work.order.state().token());
        }
    }

    private void take(Work work, Folded folded, ReadEvent read) {
        if (!folded.order().equals(work.order)) {
            work.order = folded.order();
            work.lastApplied = read;
        }
        folded.transitions().forEach(step -> writes.transitions.add(new TransitionRow(work.id, step)));
    }

    /** The order has appeared: what waited for it goes through the fold in log order, before anything newer. */
    private void unpark(Work work) {
        for (ParkedEvent parked : loaded.parked().getOrDefault(work.id, List.of())) {
            DecodedEvent decoded = parked.read().decoded();
            if (decoded == null || !repairs.mayUnpark(parked)) {
                continue; // An older version could read it, this one can't: it stays parked, where operators see it.
            }
            Decision decision = new Decision(parked.read());
            fold(work, decision, decoded);
            if (decision.outcome == Outcome.APPLIED || decision.outcome == Outcome.STALE) {
                settle(parked, decision.outcome);
            }
        }
        List<Decision> waiting = List.copyOf(work.waiting);
        work.waiting.clear();
        for (Decision decision : waiting) {
            DecodedEvent decoded = decision.read.decoded();
            if (decoded != null) {
                fold(work, decision, decoded);
            }
        }
    }

    private void settle(ParkedEvent parked, Outcome outcome) {
        String shop = parked.read().event().shop();
        repairs.unparked(parked);
        writes.settled.add(new SettledRow(parked, outcome));
        writes.taken.merge(new LedgerKey(parked.logId(), parked.partition(), shop, Outcome.PARKED), 1L, Long::sum);
        writes.added.merge(new LedgerKey(parked.logId(), parked.partition(), shop, outcome), 1L, Long::sum);
    }

    private BatchWrites finish() {
        repairs.finish(writes, read -> kept(read) != read);
        for (Decision decision : decisions) {
            writes.outcomes.add(new OutcomeRow(decision.read, decision.outcome, decision.reason));
            writes.added.merge(
                    new LedgerKey(logId, partition, decision.read.event().shop(), decision.outcome), 1L, Long::sum);
            if (decision.outcome == Outcome.PARKED
                    || decision.outcome == Outcome.QUARANTINED
                    || decision.outcome == Outcome.DEAD_LETTERED) {
                String reason = decision.reason == null ? "unknown" : decision.reason;
                ReadEvent kept = kept(decision.read);
                // What failed in reading or folding may quote what it read.
                boolean quiet = kept != decision.read && decision.outcome == Outcome.DEAD_LETTERED;
                writes.unapplied.add(new UnappliedRow(kept, decision.outcome, reason, quiet ? null : decision.detail));
            }
        }
        for (Work work : works.values()) {
            if (work.lastApplied != null) {
                if (!loaded.orders().containsKey(work.id)) {
                    writes.appeared.add(work.id);
                }
                writes.orders.add(new OrderRow(work.id, work.order, work.lastApplied, work.knownSince));
            }
        }
        return writes;
    }

    private ReadEvent kept(ReadEvent read) {
        Work work = works.get(read.event().key());
        return loaded.redactions().kept(read, work != null && work.redacted);
    }

    /** Ids of the orders that a batch may change. */
    static Set<String> orderIds(List<ReadEvent> batch) {
        Set<String> ids = new HashSet<>();
        for (ReadEvent read : batch) {
            if (read.decoded() != null) {
                ids.add(read.event().key());
            } else if (read.reading() instanceof Reading.RepairCommand && read.orderId() != null) {
                ids.add(read.event().key());
            }
        }
        return ids;
    }

    /** Ids of the orders whose snapshot may come with a batch, so that what is parked for them must be at hand. */
    static Set<String> appearing(List<ReadEvent> batch, Map<String, StoredOrder> stored) {
        Map<String, Boolean> known = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (ReadEvent read : batch) {
            DecodedEvent decoded = read.decoded();
            if (decoded != null && decoded.facts().hasOrder()) {
                String id = read.event().key();
                boolean exists = known.computeIfAbsent(id, key -> {
                    StoredOrder order = stored.get(key);
                    return order != null && order.order().facts().hasOrder();
                });
                if (!exists) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }
}
