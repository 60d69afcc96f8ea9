package dev.sluice.loadtest.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What else a shop sends: topics without an order, and bodies that are signed and yet cannot be used. None of them may
 * change an order.
 */
final class Oddities {
    private static final int ORDERS_PER_PRODUCT_NEWS = 50;
    private static final int UNUSABLE_KINDS = 12;

    /** What stands beside the order of a plan; mostly nothing. */
    static List<Delivery> at(SaleDay.Settings day, OrderPlan plan, List<Delivery> story) {
        List<Delivery> extras = new ArrayList<>();
        if (hasNews(plan)) {
            extras.add(news(plan));
        }
        if (hasUnusable(day, plan.index())) {
            extras.add(
                    unusable(plan, plan.index() / day.unusable(), story.get(0).body()));
        }
        return extras;
    }

    static int countAt(SaleDay.Settings day, OrderPlan plan) {
        return (hasNews(plan) ? 1 : 0) + (hasUnusable(day, plan.index()) ? 1 : 0);
    }

    private static boolean hasNews(OrderPlan plan) {
        return plan.index() % ORDERS_PER_PRODUCT_NEWS == 20;
    }

    static boolean hasUnusable(SaleDay.Settings day, int index) {
        return day.unusable() > 0 && index % day.unusable() == day.unusable() / 2;
    }

    private static Delivery news(OrderPlan plan) {
        long id = 7_000_000_000_000L + plan.index();
        return switch (plan.index() / ORDERS_PER_PRODUCT_NEWS % 4) {
            case 0 -> delivery(plan, "products/update", true, text("{\"id\":" + id + ",\"title\":\"Enamel mug\"}"));
            case 1 ->
                delivery(
                        plan,
                        "inventory_levels/update",
                        true,
                        text("{\"inventory_item_id\":" + id + ",\"location_id\":48752903,\"available\":null}"));
            case 2 ->
                delivery(
                        plan,
                        "orders/risk_assessment_changed",
                        true,
                        text("{\"provider_id\":\"gid://shopify/App/1\",\"order_id\":null,\"risk_level\":\"low\"}"));
            default -> delivery(plan, "checkouts/create", true, text("{\"id\":" + id + ",\"completed_at\":null}"));
        };
    }

    private static Delivery unusable(OrderPlan plan, int number, byte[] whole) {
        String id = Long.toString(plan.orderId());
        return switch (number % UNUSABLE_KINDS) {
            case 0 -> delivery(plan, "orders/updated", false, Arrays.copyOf(whole, whole.length / 2));
            case 1 -> delivery(plan, "orders/create", false, new byte[0]);
            case 2 -> delivery(plan, "orders/paid", false, text("[" + id + "]"));
            case 3 -> delivery(plan, "orders/updated", false, text("{\"id\":null,\"name\":\"#1\"}"));
            case 4 -> delivery(plan, "orders/updated", false, text("{\"id\":1.5,\"name\":\"#1\"}"));
            case 5 -> delivery(plan, "orders/updated", false, text("{\"id\":9223372036854775808}"));
            case 6 -> delivery(plan, "fulfillments/create", false, text("{\"id\":" + id + ",\"status\":\"success\"}"));
            case 7 -> delivery(plan, "orders/edited", false, text("{\"order_edit\":{\"id\":5,\"order_id\":-1}}"));
            case 8 -> delivery(plan, "orders/updated", false, text("{\"id\":" + id + ",\"id\":" + id + "}"));
            case 9 -> delivery(plan, null, false, text("{\"id\":" + id + "}"));
            case 10 -> delivery(plan, "orders/updated", false, withBrokenUtf8(id));
            default -> delivery(plan, "orders/updated", false, text("{\"id\":" + id + "} and more"));
        };
    }

    private static byte[] withBrokenUtf8(String id) {
        byte[] body = text("{\"id\":" + id + ",\"note\":\"?\"}");
        body[body.length - 3] = (byte) 0xC3;
        return body;
    }

    private static Delivery delivery(OrderPlan plan, @Nullable String topic, boolean usable, byte[] body) {
        Random chance = new Random(SaleDay.mixed(plan.seed(), usable ? 1 : 2));
        return new Delivery(
                plan.storefront().shop(),
                topic,
                new UUID(chance.nextLong(), chance.nextLong()).toString(),
                new UUID(chance.nextLong(), chance.nextLong()).toString(),
                plan.placedAt().toString(),
                plan.storefront().apiVersion(),
                null,
                usable,
                body);
    }

    private static byte[] text(String body) {
        return body.getBytes(UTF_8);
    }

    private Oddities() {}
}
