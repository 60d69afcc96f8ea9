package dev.sluice.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/**
 * One order's events arriving in some order, as the processor applies them: what is parked goes through again once the
 * order is there. Checks at each event what must hold whatever the order of arrival.
 */
final class Arrivals {
    private final List<DecodedEvent> parked = new ArrayList<>();
    private final List<Transition> history = new ArrayList<>();
    private Order order = Order.NEW;

    static Arrivals of(List<DecodedEvent> events) {
        Arrivals arrivals = new Arrivals();
        events.forEach(arrivals::arrive);
        return arrivals;
    }

    void arrive(DecodedEvent event) {
        Folded folded = fold(event);
        if (folded.verdict() == Verdict.PARKED) {
            parked.add(event);
        } else if (order.facts().hasOrder() && !parked.isEmpty()) {
            List<DecodedEvent> waiting = List.copyOf(parked);
            parked.clear();
            waiting.forEach(this::fold);
        }
    }

    private Folded fold(DecodedEvent event) {
        Folded folded = order.fold(event);
        folded.transitions().forEach(this::record);
        boolean changed = !folded.order().facts().equals(order.facts());
        assertThat(folded.order().version()).isEqualTo(order.version() + (changed ? 1 : 0));
        order = folded.order();
        assertThat(order.conflict()).as("conflict").isFalse();
        assertThat(order.state()).isEqualTo(CalledFor.by(order.facts()).state());
        assertThat(order.sequence()).isEqualTo(history.size());
        return folded;
    }

    private void record(Transition transition) {
        OrderState last = history.isEmpty()
                ? OrderState.PENDING
                : history.get(history.size() - 1).to();
        assertThat(transition.from()).isEqualTo(last);
        assertThat(transition.sequence()).isEqualTo(history.size() + 1);
        boolean corrected = transition.reason().equals(Reasons.CORRECTED);
        assertThat(corrected ? last.isCorrectedTo(transition.to()) : last.leadsTo(transition.to()))
                .as("%s", transition)
                .isTrue();
        history.add(transition);
    }

    Order order() {
        return order;
    }

    /** What may not depend on the order of arrival. */
    List<Object> outcome() {
        return List.of(
                order.facts(),
                order.state(),
                String.valueOf(order.stateReason()),
                order.conflict(),
                List.copyOf(parked));
    }
}
