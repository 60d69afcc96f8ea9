package dev.sluice.loadtest.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.Folded;
import dev.sluice.order.Order;
import dev.sluice.order.Snapshot;
import dev.sluice.order.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The generator's word on how an order ends, against the merge and the state machine. */
class ExpectationTest {
    private static final int DAYS = 6;
    private static final int ORDERS_OF_ARRIVAL = 60;
    private static final Instant RECEIVED = Instant.parse("2026-12-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource(Life.class)
    void an_order_ends_as_expected_in_whatever_order_its_deliveries_arrive(Life life) {
        for (long seed = 1; seed <= DAYS; seed++) {
            SaleDay day = new SaleDay(SaleDay.Settings.usual(
                    seed, 1_795_000_000L, Life.values().length, List.of("a.example.com", "b.example.com"), RECEIVED));
            ExpectedOrder expected = day.expectations().get(life.ordinal());
            List<Delivery> story = day.story(life.ordinal());
            Random chance = new Random(seed);
            for (int i = 0; i < ORDERS_OF_ARRIVAL; i++) {
                List<Delivery> arrival = new ArrayList<>(story);
                arrival.add(story.get(chance.nextInt(story.size())));
                if (i > 0) {
                    Collections.shuffle(arrival, chance);
                }
                check(expected, fold(arrival), "seed " + seed + ", arrival " + i);
            }
        }
    }

    private static void check(ExpectedOrder expected, Order order, String which) {
        Snapshot snapshot = Objects.requireNonNull(order.facts().snapshot());
        assertThat(order.state().token()).as(which).isEqualTo(expected.state());
        assertThat(order.conflict()).as(which).isFalse();
        assertThat(snapshot.financialStatus()).as(which).isEqualTo(expected.financialStatus());
        assertThat(snapshot.fulfillmentStatus()).as(which).isEqualTo(expected.fulfillmentStatus());
        assertThat(order.facts().deletedAt() != null).as(which).isEqualTo(expected.deleted());
    }

    /** As the processor does it: what comes before its order waits, and is folded after the order's first snapshot. */
    private static Order fold(List<Delivery> arrival) {
        Order order = Order.NEW;
        List<DecodedEvent> parked = new ArrayList<>();
        for (Delivery delivery : arrival) {
            Folded folded = order.fold(decode(delivery));
            order = moved(order, folded);
            if (folded.verdict() == Verdict.PARKED) {
                parked.add(decode(delivery));
            } else if (order.facts().hasOrder()) {
                for (DecodedEvent waiting : parked) {
                    order = moved(order, order.fold(waiting));
                }
                parked.clear();
            }
        }
        assertThat(parked).isEmpty();
        return order;
    }

    private static Order moved(Order before, Folded folded) {
        assertThat(folded.order().sequence())
                .isEqualTo(before.sequence() + folded.transitions().size());
        return folded.order();
    }

    private static DecodedEvent decode(Delivery delivery) {
        return EventDecoder.decode(new Event(
                EventType.SHOPIFY,
                delivery.shop(),
                delivery.orderId(),
                delivery.topic(),
                delivery.webhookId(),
                delivery.eventId(),
                delivery.triggeredAt(),
                RECEIVED,
                delivery.apiVersion(),
                null,
                null,
                delivery.body()));
    }
}
