package dev.sluice.loadtest.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.TopicKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SaleDayTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> SHOPS = List.of("a.example.com", "b.example.com", "c.example.com");
    private static final Instant OPENS = Instant.parse("2026-11-27T00:00:00Z");
    private static final long LARGEST_EXACT_DOUBLE = 1L << 53;

    private static SaleDay day(long seed, int orders) {
        return new SaleDay(SaleDay.Settings.usual(seed, 1_795_000_000L, orders, SHOPS, OPENS));
    }

    private static List<Delivery> deliveries(SaleDay day) {
        List<Delivery> all = new ArrayList<>();
        day.forEach(all::add);
        return all;
    }

    @Test
    void the_same_seed_gives_the_same_bytes_in_the_same_order() {
        List<Delivery> first = deliveries(day(7, 300));
        List<Delivery> second = deliveries(day(7, 300));

        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).webhookId()).isEqualTo(first.get(i).webhookId());
            assertThat(second.get(i).body()).isEqualTo(first.get(i).body());
        }
    }

    @Test
    void another_seed_gives_another_day() {
        assertThat(deliveries(day(8, 20)).get(0).webhookId())
                .isNotEqualTo(deliveries(day(7, 20)).get(0).webhookId());
    }

    @Test
    void another_run_has_other_orders_and_other_webhook_ids() {
        SaleDay later = new SaleDay(SaleDay.Settings.usual(7, 1_795_000_001L, 200, SHOPS, OPENS));
        Set<String> orders = new HashSet<>();
        Set<String> webhooks = new HashSet<>();
        day(7, 200).expectations().forEach(order -> orders.add(order.orderId()));
        deliveries(day(7, 200)).forEach(delivery -> webhooks.add(delivery.webhookId()));

        assertThat(later.expectations()).noneMatch(order -> orders.contains(order.orderId()));
        assertThat(deliveries(later)).noneMatch(delivery -> webhooks.contains(delivery.webhookId()));
    }

    @Test
    void the_announced_number_of_deliveries_is_the_true_one() {
        SaleDay day = day(3, 1_000);

        assertThat(deliveries(day)).hasSize(day.deliveries());
    }

    @Test
    void every_usable_body_parses_and_names_its_order_where_its_topic_has_it() {
        for (Delivery delivery : deliveries(day(1, 600))) {
            if (delivery.usable()) {
                JsonNode body = JSON.readTree(delivery.body());
                String topic = String.valueOf(delivery.topic());
                JsonNode id = switch (TopicKind.of(topic)) {
                    case WHOLE_ORDER, DELETION -> body.get("id");
                    case EDIT -> body.get("order_edit").get("order_id");
                    case FULFILLMENT, REFUND, TRANSACTION -> body.get("order_id");
                    case OTHER_ORDER, COMPLIANCE, NO_ORDER -> null;
                };
                assertThat(id == null ? null : id.asString()).as(topic).isEqualTo(delivery.orderId());
            }
        }
    }

    @Test
    void whole_orders_have_the_size_of_real_ones() {
        deliveries(day(1, 600)).stream()
                .filter(Delivery::usable)
                .filter(delivery -> TopicKind.of(String.valueOf(delivery.topic())) == TopicKind.WHOLE_ORDER)
                .forEach(delivery -> assertThat(delivery.body()).hasSizeBetween(3_000, 20_000));
    }

    @Test
    void ids_beyond_what_a_double_holds_occur_beside_small_ones() {
        List<Long> ids = day(1, 100).expectations().stream()
                .map(order -> Long.valueOf(order.orderId()))
                .toList();

        assertThat(ids).anyMatch(id -> id > LARGEST_EXACT_DOUBLE).anyMatch(id -> id < LARGEST_EXACT_DOUBLE);
    }

    @Test
    void an_order_is_one_of_a_kind_within_its_shop_and_some_ids_stand_under_two_shops() {
        List<ExpectedOrder> orders = day(1, 2_000).expectations();
        Set<String> keys = new HashSet<>();
        Set<String> ids = new HashSet<>();
        orders.forEach(order -> {
            assertThat(keys.add(order.id())).as(order.id()).isTrue();
            ids.add(order.orderId());
        });

        assertThat(ids).hasSizeLessThan(orders.size());
    }

    @Test
    void a_tenth_of_the_deliveries_comes_twice_with_the_same_id_and_bytes() {
        Map<String, Delivery> seen = new HashMap<>();
        int duplicates = 0;
        List<Delivery> all = deliveries(day(1, 1_000));
        for (Delivery delivery : all) {
            Delivery original = seen.putIfAbsent(delivery.webhookId(), delivery);
            if (original != null) {
                duplicates++;
                assertThat(delivery.body()).isEqualTo(original.body());
                assertThat(delivery.topic()).isEqualTo(original.topic());
            }
        }

        assertThat(duplicates / (double) seen.size()).isBetween(0.08, 0.12);
    }

    @Test
    void some_parts_of_orders_come_before_the_orders_they_are_parts_of() {
        Set<String> known = new HashSet<>();
        int early = 0;
        for (Delivery delivery : deliveries(day(1, 1_000))) {
            TopicKind kind = TopicKind.of(String.valueOf(delivery.topic()));
            String order = delivery.shop() + ':' + delivery.orderId();
            if (kind == TopicKind.WHOLE_ORDER) {
                known.add(order);
            } else if (kind == TopicKind.FULFILLMENT && !known.contains(order)) {
                early++;
            }
        }

        assertThat(early).isPositive();
    }

    @Test
    void without_duplicates_and_disorder_each_order_is_told_as_it_happened() {
        SaleDay day = new SaleDay(new SaleDay.Settings(5, 1, 50, SHOPS, OPENS, 0, 0, 0));
        Map<String, List<String>> told = new HashMap<>();
        for (Delivery delivery : day) {
            if (delivery.orderId() != null) {
                told.computeIfAbsent(delivery.shop() + ':' + delivery.orderId(), id -> new ArrayList<>())
                        .add(delivery.webhookId());
            }
        }

        for (int i = 0; i < 50; i++) {
            List<Delivery> story = day.story(i);
            assertThat(told.get(day.expectations().get(i).id()))
                    .isEqualTo(story.stream().map(Delivery::webhookId).toList());
        }
    }

    @Test
    void bodies_that_cannot_be_used_are_few_and_of_every_kind() {
        SaleDay day = day(1, 3_000);
        List<Delivery> unusable =
                deliveries(day).stream().filter(delivery -> !delivery.usable()).toList();

        assertThat(unusable).hasSize(15).hasSize(day.unusable()).anyMatch(delivery -> delivery.topic() == null);
    }

    @ParameterizedTest
    @EnumSource(Life.class)
    void a_life_is_three_to_six_deliveries_long_and_its_last_snapshot_shows_its_end(Life life) {
        SaleDay day = day(1, Life.values().length);
        List<Delivery> story = day.story(life.ordinal());
        ExpectedOrder expected = day.expectations().get(life.ordinal());
        JsonNode last = lastSnapshot(story);

        assertThat(story).hasSize(life.deliveries()).hasSizeBetween(3, 6);
        assertThat(last.get("financial_status").asString()).isEqualTo(expected.financialStatus());
        JsonNode fulfillment = last.get("fulfillment_status");
        assertThat(fulfillment.isNull() ? null : fulfillment.asString()).isEqualTo(expected.fulfillmentStatus());
        assertThat(story.get(story.size() - 1).topic())
                .matches(topic -> expected.deleted() == String.valueOf(topic).equals("orders/delete"));
    }

    private static JsonNode lastSnapshot(List<Delivery> story) {
        return story.stream()
                .filter(delivery -> TopicKind.of(String.valueOf(delivery.topic())) == TopicKind.WHOLE_ORDER)
                .map(delivery -> JSON.readTree(delivery.body()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Test
    void timestamps_are_whole_seconds() {
        for (Delivery delivery : deliveries(day(1, 50))) {
            if (delivery.usable() && TopicKind.of(String.valueOf(delivery.topic())) == TopicKind.WHOLE_ORDER) {
                assertThat(JSON.readTree(delivery.body()).get("updated_at").asString())
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d");
            }
        }
    }

    @Test
    void settings_that_make_no_day_are_refused() {
        for (int orders : Arrays.asList(0, -1, SaleDay.Settings.MAX_ORDERS + 1)) {
            assertThatThrownBy(() -> day(1, orders)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SaleDay.Settings.usual(1, 1, 1, List.of(), OPENS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
