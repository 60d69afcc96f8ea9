package dev.sluice.loadtest.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadtest.client.Signature;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.samples.SaleDay;
import dev.sluice.loadtest.stack.Shop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static final List<Shop> SHOPS =
            List.of(new Shop("one.myshopify.com", "first secret"), new Shop("two.myshopify.com", "second secret"));
    private static final long RUN = 1_790_000_000;

    @Test
    void a_burst_has_exactly_three_deliveries_of_each_order_and_none_twice() {
        SaleDay day = Play.day(RUN, 0, 0, 400, SHOPS, 0.3, 0.25);

        List<Delivery> burst = Streams.firstThree(day);

        assertThat(burst).hasSize(1_200);
        Map<String, Long> byOrder = burst.stream()
                .collect(Collectors.groupingBy(each -> each.shop() + each.orderId(), Collectors.counting()));
        assertThat(byOrder).hasSize(400);
        assertThat(byOrder.values()).containsOnly(3L);
        assertThat(burst.stream().map(Delivery::webhookId).distinct()).hasSize(1_200);
    }

    @Test
    void copies_of_a_delivery_come_in_a_row() {
        SaleDay day = Play.day(RUN, 0, 0, 5, SHOPS, 0, 0);
        List<String> ids = new ArrayList<>();

        Streams.repeated(day, 3).forEachRemaining(delivery -> ids.add(delivery.webhookId()));

        assertThat(ids).hasSize(3 * day.deliveries());
        assertThat(ids.subList(0, 3)).containsOnly(ids.get(0));
        assertThat(Collections.frequency(ids, ids.get(0))).isEqualTo(3);
    }

    @Test
    void two_streams_of_a_run_have_no_order_in_common() {
        Set<String> first = orders(Streams.endless(RUN, 0, SHOPS), 5_000);
        Set<String> second = orders(Streams.endless(RUN, 1, SHOPS), 5_000);

        assertThat(first).doesNotContainAnyElementsOf(second);
    }

    private static Set<String> orders(Iterator<Delivery> deliveries, int count) {
        Set<String> orders = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Delivery delivery = deliveries.next();
            if (delivery.orderId() != null) {
                orders.add(delivery.shop() + ":" + delivery.orderId());
            }
        }
        return orders;
    }

    @Test
    void a_session_holds_a_delivery_signed_with_its_shops_secret() {
        Iterator<Delivery> plain = Streams.endless(RUN, 0, SHOPS);
        Deliveries deliveries = Deliveries.of(Streams.endless(RUN, 0, SHOPS), SHOPS);

        for (int i = 0; i < 10; i++) {
            Delivery delivery = plain.next();
            String secret = SHOPS.stream()
                    .filter(shop -> shop.name().equals(delivery.shop()))
                    .findFirst()
                    .orElseThrow()
                    .secret();
            assertThat(deliveries.next())
                    .containsEntry("webhookId", delivery.webhookId())
                    .containsEntry("body", delivery.body())
                    .containsEntry("signature", Signature.of(secret, delivery.body()));
        }
    }
}
