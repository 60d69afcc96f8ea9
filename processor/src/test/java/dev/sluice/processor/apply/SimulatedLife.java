package dev.sluice.processor.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import java.time.Instant;

/** The deliveries of an order's life, each under a number; what it is follows from the order and the number alone. */
final class SimulatedLife {
    static final int DELIVERIES = 12;

    private SimulatedLife() {}

    /**
     * @param number from 0 to {@link #DELIVERIES}, exclusive; later ones happened later
     */
    static Event delivery(long order, int number) {
        String time = time(number);
        return switch (number) {
            case 0 -> snapshot(order, number, "pending", "null", "null");
            case 1 -> snapshot(order, number, "authorized", "null", "null");
            case 2 -> snapshot(order, number, "paid", "null", "null");
            case 3 -> snapshot(order, number, "paid", "\"partial\"", "null");
            case 4 -> snapshot(order, number, "paid", "\"fulfilled\"", "null");
            case 5 -> parcel(order, number, 1, "success", "in_transit");
            case 6 -> parcel(order, number, 1, "success", "delivered");
            case 7 -> parcel(order, number, 2, "cancelled", "in_transit");
            case 8 -> parcel(order, number, 2, "success", "out_for_delivery");
            case 9 ->
                delivery(
                        order,
                        number,
                        "refunds/create",
                        "{\"id\":3,\"order_id\":" + order + ",\"refund_line_items\":[],\"transactions\":[]}");
            case 10 ->
                delivery(order, number, "orders/edited", "{\"order_edit\":{\"id\":4,\"order_id\":" + order + "}}");
            default ->
                order % 2 == 0
                        ? snapshot(order, number, "refunded", "\"fulfilled\"", "null")
                        : snapshot(order, number, "voided", "null", '"' + time + '"');
        };
    }

    /** Whether it says something of an order without being one. */
    static boolean isPart(Event event) {
        String topic = String.valueOf(event.topic());
        return topic.startsWith("fulfillments/") || topic.startsWith("refunds/");
    }

    private static String time(int number) {
        return String.format("2026-03-01T10:%02d:00Z", number);
    }

    private static Event snapshot(long order, int number, String paid, String fulfilled, String cancelled) {
        return delivery(
                order,
                number,
                "orders/updated",
                "{\"id\":" + order + ",\"updated_at\":\"" + time(number) + "\",\"financial_status\":\"" + paid
                        + "\",\"fulfillment_status\":" + fulfilled + ",\"cancelled_at\":" + cancelled + "}");
    }

    private static Event parcel(long order, int number, long id, String status, String shipment) {
        return delivery(
                order,
                number,
                "fulfillments/update",
                "{\"id\":" + id + ",\"order_id\":" + order + ",\"status\":\"" + status + "\",\"shipment_status\":\""
                        + shipment + "\",\"updated_at\":\"" + time(number) + "\"}");
    }

    private static Event delivery(long order, int number, String topic, String body) {
        return new Event(
                EventType.SHOPIFY,
                "shop.example.com",
                Long.toString(order),
                topic,
                "webhook-" + order + '-' + number,
                null,
                time(number),
                Instant.parse("2026-03-01T11:00:00Z"),
                null,
                null,
                null,
                body.getBytes(UTF_8));
    }
}
