package dev.sluice.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands: its facts and where its history has got to.
 *
 * @param stateReason why it is in its state, by the facts: one of {@link Reasons}, or for stock that was not taken the
 *     reason that was given; null while pending
 * @param conflict the facts call for a state that no path leads to; the order stays where it is until one does
 * @param sequence of the last transition; 0 before the first
 * @param version number of events that changed the order
 */
public record Order(
        OrderFacts facts,
        OrderState state,
        @Nullable String stateReason,
        boolean conflict,
        int sequence,
        long version) {

    /** An order of which nothing is known. */
    public static final Order NEW = new Order(OrderFacts.NONE, OrderState.PENDING, null, false, 0, 0);

    /** What the event does to the order; pure. */
    public Folded fold(DecodedEvent event) {
        if (event.kind() == Kind.EDIT) {
            return unchanged(Verdict.APPLIED);
        }
        if (event.kind() == Kind.PARTIAL && !facts.hasOrder()) {
            return unchanged(Verdict.PARKED);
        }
        if (event.kind() == Kind.COMMAND && !knows(event.facts()) && !allows(event.facts())) {
            return unchanged(Verdict.ILLEGAL_COMMAND);
        }
        OrderFacts merged = facts.merge(event.facts());
        return merged.equals(facts) ? unchanged(Verdict.STALE) : advance(merged, event.occurredAt());
    }

    /** Whether the order stands in the state that its facts call for, or is flagged as one that can't. */
    public boolean isConsistent() {
        return conflict || CalledFor.by(facts).state() == state;
    }

    /** The same order without its customer's personal data: no fact that its state rests on is among them. */
    public Order redacted() {
        return new Order(facts.redacted(), state, stateReason, conflict, sequence, version);
    }

    private Folded unchanged(Verdict verdict) {
        return new Folded(verdict, this, List.of());
    }

    // The very same command again is old news. Another one to the same end is not: its operator hears that it came
    // late.
    private boolean knows(OrderFacts command) {
        return command.cancellation() == null
                ? Objects.equals(facts.confirmation(), command.confirmation())
                : command.cancellation().equals(facts.cancellation());
    }

    private boolean allows(OrderFacts command) {
        return allows(command.cancellation() == null ? OrderState.CONFIRMED : OrderState.CANCELLED);
    }

    /**
     * Whether an operator may take the order to {@code to} now. An operator only takes plain edges: a corrected one records
     * what Shopify has already done.
     */
    public boolean allows(OrderState to) {
        return facts.hasOrder() && state.leadsTo(to);
    }

    private Folded advance(OrderFacts merged, Instant occurredAt) {
        CalledFor target = CalledFor.by(merged);
        if (target.state() == state) {
            Order same = new Order(merged, state, reason(merged, target), false, sequence, version + 1);
            return new Folded(Verdict.APPLIED, same, List.of());
        }
        List<OrderState> path = Paths.choose(state, target.state(), merged);
        if (path == null) {
            Order stuck = new Order(merged, state, stateReason, true, sequence, version + 1);
            return new Folded(Verdict.APPLIED, stuck, List.of());
        }
        List<Transition> transitions = transitions(path, target, occurredAt);
        Order moved = new Order(
                merged, target.state(), reason(merged, target), false, sequence + transitions.size(), version + 1);
        return new Folded(Verdict.APPLIED, moved, transitions);
    }

    private List<Transition> transitions(List<OrderState> path, CalledFor target, Instant occurredAt) {
        List<Transition> transitions = new ArrayList<>(path.size() - 1);
        for (int i = 1; i < path.size(); i++) {
            OrderState from = path.get(i - 1);
            OrderState to = path.get(i);
            boolean inferred = i < path.size() - 1;
            transitions.add(
                    new Transition(sequence + i, from, to, reason(from, to, inferred, target), inferred, occurredAt));
        }
        return transitions;
    }

    private static String reason(OrderState from, OrderState to, boolean inferred, CalledFor target) {
        if (from.isCorrectedTo(to)) {
            return Reasons.CORRECTED;
        }
        String rule = target.reason();
        return inferred || rule == null ? Reasons.INFERRED : rule;
    }

    private static @Nullable String reason(OrderFacts facts, CalledFor target) {
        OwnOrder own = facts.own();
        boolean explained = Reasons.STOCK_NOT_TAKEN.equals(target.reason()) && own != null && own.stockReason() != null;
        return explained && own != null ? own.stockReason() : target.reason();
    }
}
