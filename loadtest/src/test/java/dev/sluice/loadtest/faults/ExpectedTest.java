package dev.sluice.loadtest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.Order;
import dev.sluice.order.OrderState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpectedTest {
    private static final Bodies BODIES = new Bodies("a.example", "run", 1);

    private static DecodedEvent decoded(Delivery delivery) {
        return EventDecoder.decode(new Event(
                EventType.SHOPIFY,
                delivery.shop(),
                delivery.orderId(),
                delivery.topic(),
                delivery.webhookId(),
                null,
                delivery.triggeredAt(),
                Instant.parse("2026-03-01T10:00:00Z"),
                null,
                null,
                null,
                delivery.body()));
    }

    private static Order known(List<DecodedEvent> events) {
        return Objects.requireNonNull(Expected.of(events));
    }

    @Test
    void an_order_is_the_same_in_every_order_of_arrival() {
        List<DecodedEvent> events = List.of(
                decoded(BODIES.snapshot(1, 1, "pending", "")),
                decoded(BODIES.snapshot(1, 2, "paid", "")),
                decoded(BODIES.fulfillment(1, 1, 3, "in_transit")),
                decoded(BODIES.snapshot(1, 4, "paid", "fulfilled")),
                decoded(BODIES.fulfillment(1, 1, 5, "delivered")));
        Set<Object> ways = new HashSet<>();

        for (int[] arrival : OrderFaults.permutationsOf(events.size())) {
            Order order = known(IntStream.of(arrival).mapToObj(events::get).toList());
            ways.add(List.of(order.facts(), order.state()));
        }

        assertThat(ways).hasSize(1);
        assertThat(known(events).state()).isEqualTo(OrderState.DELIVERED);
    }

    @Test
    void parts_alone_make_no_order() {
        assertThat(Expected.of(List.of(decoded(BODIES.fulfillment(2, 1, 3, "in_transit")))))
                .isNull();
    }

    @Test
    void there_are_as_many_permutations_as_there_should_be() {
        assertThat(OrderFaults.permutationsOf(5)).hasSize(120);
        assertThat(OrderFaults.permutationsOf(5).stream().map(List::of)).doesNotHaveDuplicates();
    }
}
