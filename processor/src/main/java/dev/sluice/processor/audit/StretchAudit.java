package dev.sluice.processor.audit;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.Outcome;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.OrderFacts;
import dev.sluice.order.UndecodableException;
import dev.sluice.processor.audit.Disagreement.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a stretch of one partition's log against its outcomes and the orders that it names. Pure. The stretch lies below
 * the progress, and the orders were read after it, so they may know more than the stretch says and never less.
 */
final class StretchAudit {
    private final String place;
    private final Map<Long, AuditedOutcome> outcomes = new HashMap<>();
    private final Map<String, AuditedOrder> orders;
    private final Set<String> seen = new HashSet<>();
    private final List<Disagreement> found = new ArrayList<>();

    private StretchAudit(String place, Map<String, AuditedOrder> orders) {
        this.place = place;
        this.orders = orders;
    }

    /**
     * @param place {@code topic-partition}, for the positions of what is found
     * @param orders those that are stored of the events' orders, by id
     */
    static List<Disagreement> of(
            String place, List<AuditedEvent> events, List<AuditedOutcome> outcomes, Map<String, AuditedOrder> orders) {
        StretchAudit audit = new StretchAudit(place, orders);
        outcomes.forEach(audit::take);
        events.forEach(audit::hold);
        return audit.found;
    }

    private void take(AuditedOutcome outcome) {
        if (outcomes.put(outcome.offset(), outcome) != null) {
            report(outcome.offset(), null, Kind.SEVERAL_OUTCOMES, "more than one outcome row");
        }
    }

    private void hold(AuditedEvent audited) {
        AuditedOutcome outcome = outcomes.get(audited.offset());
        if (outcome == null) {
            report(audited.offset(), audited.orderId(), Kind.NO_OUTCOME, "applied past it without a trace");
            return;
        }
        Event event = audited.event();
        String order = audited.orderId();
        if (outcome.outcome() == Outcome.DUPLICATE && !outcome.repeated()) {
            report(audited.offset(), order, Kind.DUPLICATE_OF_NOTHING, "no earlier outcome has its delivery key");
        }
        boolean counted = outcome.outcome() == Outcome.APPLIED || outcome.outcome() == Outcome.STALE;
        if (event != null && order != null && counted) {
            hold(audited.offset(), event, order);
        }
    }

    private void hold(long offset, Event event, String id) {
        OrderFacts facts;
        try {
            if (event.type() == EventType.COMMAND && EventDecoder.decodeRepair(event) != null) {
                return; // It states no fact; the event that it is about does, at its own position.
            }
            DecodedEvent decoded = EventDecoder.decode(event);
            facts = decoded.facts();
        } catch (UndecodableException e) {
            report(offset, id, Kind.UNREADABLE, e.reason().token());
            return;
        }
        AuditedOrder stored = orders.get(id);
        if (stored == null) {
            // An event without a fact, an edit, leaves no order behind.
            if (!facts.equals(OrderFacts.NONE)) {
                report(offset, id, Kind.NO_ORDER, "no such order");
            }
            return;
        }
        OrderFacts known = stored.comparable(stored.order().facts());
        if (!known.merge(stored.comparable(facts)).equals(known)) {
            report(offset, id, Kind.MISSING_FACTS, "folding it again changes the order");
        }
        if (seen.add(id)) {
            hold(offset, id, stored);
        }
    }

    private void hold(long offset, String id, AuditedOrder stored) {
        if (!stored.order().isConsistent()) {
            report(
                    offset,
                    id,
                    Kind.WRONG_STATE,
                    "stands in " + stored.order().state().token());
        }
        if (!stored.hasWholeHistory()) {
            report(
                    offset,
                    id,
                    Kind.BROKEN_HISTORY,
                    "sequence " + stored.order().sequence() + ", " + stored.steps() + " steps, " + stored.brokenSteps()
                            + " that don't follow");
        }
    }

    private void report(long offset, @Nullable String order, Kind kind, String detail) {
        found.add(new Disagreement(place + '@' + offset, order, kind, detail));
    }
}
