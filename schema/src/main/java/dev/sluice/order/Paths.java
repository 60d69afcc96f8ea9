package dev.sluice.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ways through the state machine. The machine is small, so every simple path is known from the start and choosing is a
 * look-up and a comparison.
 */
final class Paths {
    private static final Map<OrderState, Map<OrderState, List<Path>>> ALL = new EnumMap<>(OrderState.class);

    static {
        for (OrderState from : OrderState.values()) {
            Map<OrderState, List<Path>> paths = new EnumMap<>(OrderState.class);
            collect(List.of(from), paths);
            ALL.put(from, paths);
        }
    }

    /**
     * @param states from where the order stands to where it goes, at least two
     * @param corrected how many of its edges are corrected ones
     */
    record Path(List<OrderState> states, long corrected) {

        static Path of(List<OrderState> states) {
            long corrected = 0;
            for (int i = 1; i < states.size(); i++) {
                corrected += states.get(i - 1).isCorrectedTo(states.get(i)) ? 1 : 0;
            }
            return new Path(List.copyOf(states), corrected);
        }

        long unattested(Set<OrderState> attested) {
            long count = 0;
            for (OrderState between : states.subList(1, states.size() - 1)) {
                count += attested.contains(between) ? 0 : 1;
            }
            return count;
        }
    }

    private Paths() {}

    private static void collect(List<OrderState> walked, Map<OrderState, List<Path>> paths) {
        OrderState last = walked.get(walked.size() - 1);
        for (OrderState next : OrderState.values()) {
            if (!walked.contains(next) && (last.leadsTo(next) || last.isCorrectedTo(next))) {
                List<OrderState> further = new ArrayList<>(walked);
                further.add(next);
                paths.computeIfAbsent(next, state -> new ArrayList<>()).add(Path.of(further));
                collect(further, paths);
            }
        }
    }

    /**
     * The path to take: through as few states as possible that the facts do not attest, then over as few corrected edges,
     * then the shortest, then the first by the states' order.
     *
     * @return the states from {@code from} to {@code to}, both included; null when no path leads there
     */
    static @Nullable List<OrderState> choose(OrderState from, OrderState to, OrderFacts facts) {
        List<Path> paths = ALL.getOrDefault(from, Map.of()).getOrDefault(to, List.of());
        Set<OrderState> attested = attested(facts);
        // min keeps the first of equals, and paths were collected in the states' order: the choice is deterministic.
        return paths.stream()
                .min(Comparator.comparingLong((Path path) -> path.unattested(attested))
                        .thenComparingLong(Path::corrected)
                        .thenComparingInt(path -> path.states().size()))
                .map(Path::states)
                .orElse(null);
    }

    /** The states that the facts say the order was in, or is to be taken to have been in. */
    static Set<OrderState> attested(OrderFacts facts) {
        Set<OrderState> attested = EnumSet.of(OrderState.PENDING);
        if (facts.isPaid() || facts.wasFulfilled()) {
            attested.add(OrderState.CONFIRMED);
        }
        if (facts.wasFulfilled()) {
            attested.add(OrderState.PROCESSING);
        }
        if (facts.isFulfilled()) {
            attested.add(OrderState.SHIPPED);
        }
        if (facts.isFulfilled() && facts.isDelivered()) {
            attested.add(OrderState.DELIVERED);
        }
        // Money that goes back before the goods have left is a cancellation, whether Shopify says so or not.
        if (facts.isCancelled() || (facts.everRefunded() && !facts.isFulfilled())) {
            attested.add(OrderState.CANCELLED);
        }
        return attested;
    }
}
