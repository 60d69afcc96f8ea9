package dev.sluice.loadtest.faults;

import dev.sluice.order.DecodedEvent;
import dev.sluice.order.Kind;
import dev.sluice.order.Order;
import dev.sluice.order.OrderFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an order must stand after a set of events, by the pure core alone. It takes them in another order than the log has:
 * what tells of the whole order first, backwards.
 */
final class Expected {

    /** Null when there is no order to speak of: all that came is about parts of it, and waits. */
    static @Nullable Order of(List<DecodedEvent> events) {
        List<DecodedEvent> shuffled = new ArrayList<>(events);
        java.util.Collections.reverse(shuffled);
        shuffled.sort(Comparator.comparing(event -> event.kind() == Kind.SNAPSHOT ? 0 : 1));
        Order order = Order.NEW;
        for (DecodedEvent event : shuffled) {
            order = order.fold(event).order();
        }
        return order.facts().equals(OrderFacts.NONE) ? null : order;
    }

    private Expected() {}
}
