package dev.sluice.loadtest.simulation;

import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.samples.SaleDay;
import dev.sluice.loadtest.stack.Shop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Deliveries in the order of their sending. */
final class Streams {
    private static final int ORDERS_A_DAY = 20_000;
    private static final int DELIVERIES_AN_ORDER = 3;

    /** Sale days one after the other, without an end; nothing comes twice. */
    static Iterator<Delivery> endless(long run, int stream, List<Shop> shops) {
        return new Iterator<>() {
            private int next;
            // No flatMap over the days: its iterator would hold a whole day in memory.
            private Iterator<Delivery> day = List.<Delivery>of().iterator();

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Delivery next() {
                while (!day.hasNext()) {
                    day = Play.day(run, stream, next++, ORDERS_A_DAY, shops, 0, 0.25)
                            .iterator();
                }
                return day.next();
            }
        };
    }

    /** The first three deliveries of each order, in the order of their arrival: exactly three times as many as orders. */
    static List<Delivery> firstThree(SaleDay day) {
        Map<String, Set<String>> taken = new HashMap<>();
        List<Delivery> first = new ArrayList<>();
        for (Delivery delivery : day) {
            if (delivery.orderId() == null) {
                continue; // Of a topic without an order.
            }
            Set<String> ofOrder =
                    taken.computeIfAbsent(delivery.shop() + ':' + delivery.orderId(), key -> new HashSet<>());
            if (ofOrder.size() < DELIVERIES_AN_ORDER && ofOrder.add(delivery.webhookId())) {
                first.add(delivery);
            }
        }
        return first;
    }

    /** Each delivery so many times, the copies in a row: several of them are under way at once. */
    static Iterator<Delivery> repeated(Iterable<Delivery> deliveries, int copies) {
        return StreamSupport.stream(deliveries.spliterator(), false)
                .flatMap(delivery -> IntStream.range(0, copies).mapToObj(copy -> delivery))
                .iterator();
    }

    private Streams() {}
}
