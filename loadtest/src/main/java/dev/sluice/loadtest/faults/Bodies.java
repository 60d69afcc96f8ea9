package dev.sluice.loadtest.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.loadtest.samples.Delivery;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Deliveries of one shop made to order, small ones; their ids meet those of no other scenario. */
final class Bodies {
    private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");
    private static final long IDS_PER_SCENARIO = 1_000_000;

    /** Above the ids of sale days, and within what a double holds. */
    private static final long LOWEST_ID = 6_000_000_000_000_000L;

    private final String shop;
    private final long firstId;
    private final String run;
    private final AtomicInteger nextWebhook = new AtomicInteger();
    private final AtomicInteger nextProbe = new AtomicInteger();

    /** @param number of the scenario, counted from the start of the harness */
    Bodies(String shop, String run, int number) {
        this.shop = shop;
        this.run = run;
        this.firstId = LOWEST_ID + number * IDS_PER_SCENARIO;
    }

    /** @param order from 1; 0 is the probe's */
    long id(int order) {
        return firstId + order;
    }

    /** Its id in Sluice. */
    String key(int order) {
        return shop + ':' + id(order);
    }

    /** When the order was changed for the so-manieth time. */
    static Instant at(int step) {
        return FIRST.plusSeconds(step);
    }

    Delivery snapshot(int order, int step, String financial, String fulfillment) {
        return snapshot(order, step, financial, fulfillment, "#" + order);
    }

    /** @param fulfillment empty for none */
    Delivery snapshot(int order, int step, String financial, String fulfillment, String name) {
        return delivery("orders/updated", order, """
                {"id":%d,"name":"%s","created_at":"%s","updated_at":"%s","financial_status":"%s",
                 "fulfillment_status":%s,"cancelled_at":null,"currency":"EUR","total_price":"19.90",
                 "line_items":[{"sku":"S-1","name":"Shirt","quantity":2,"price":"9.95"}]}
                """.formatted(
                id(order), name, FIRST, at(step), financial, fulfillment.isEmpty() ? "null" : '"' + fulfillment + '"'));
    }

    Delivery fulfillment(int order, int parcel, int step, String shipmentStatus) {
        return delivery("fulfillments/update", order, """
                {"id":%d,"order_id":%d,"status":"success","created_at":"%s","updated_at":"%s","shipment_status":"%s"}
                """.formatted(
                        id(order) * 10 + parcel, id(order), FIRST, at(step), shipmentStatus));
    }

    /** The same order again and again, each time a little newer. */
    Delivery probe() {
        return snapshot(0, nextProbe.incrementAndGet(), "paid", "");
    }

    private Delivery delivery(String topic, int order, String body) {
        int number = nextWebhook.getAndIncrement();
        return new Delivery(
                shop,
                topic,
                run + "-own-" + number,
                run + "-event-" + number,
                FIRST.toString(),
                "2026-04",
                Long.toString(id(order)),
                true,
                body.getBytes(UTF_8));
    }
}
