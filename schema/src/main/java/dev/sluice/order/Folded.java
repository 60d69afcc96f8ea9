package dev.sluice.order;

import java.util.List;

/**
 * @param order as it stands afterwards
 * @param transitions the steps that the event caused, in order
 */
public record Folded(Verdict verdict, Order order, List<Transition> transitions) {
    public Folded {
        transitions = List.copyOf(transitions);
    }
}
