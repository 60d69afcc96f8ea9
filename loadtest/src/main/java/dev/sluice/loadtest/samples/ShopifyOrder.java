package dev.sluice.loadtest.samples;

import dev.sluice.loadtest.samples.Parts.Line;
import dev.sluice.loadtest.samples.Parts.Parcel;
import dev.sluice.loadtest.samples.Parts.Payment;
import dev.sluice.loadtest.samples.Parts.Person;
import dev.sluice.loadtest.samples.Parts.Refund;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order in a shop, while its story is played: what happens changes it, {@code sends} writes down a delivery of how it
 * stands at that moment.
 */
final class ShopifyOrder {
    final OrderPlan plan;
    final Random chance;
    final Person buyer;
    final List<Line> lines = new ArrayList<>();
    final List<Parcel> parcels = new ArrayList<>();
    final List<Payment> payments = new ArrayList<>();
    final List<Refund> refunds = new ArrayList<>();
    final boolean test;
    String financialStatus = "pending";

    @Nullable
    String fulfillmentStatus;

    @Nullable
    Instant cancelledAt;

    @Nullable
    String cancelReason;

    @Nullable
    String note;

    Instant updatedAt;
    private String eventId;
    private final List<Delivery> deliveries = new ArrayList<>();

    ShopifyOrder(OrderPlan plan) {
        this.plan = plan;
        this.chance = plan.chance();
        this.updatedAt = plan.placedAt();
        this.buyer = Catalog.person(chance);
        this.test = chance.nextInt(100) == 0;
        this.eventId = uuid();
        int count = 1 + chance.nextInt(3);
        for (int i = 0; i < count; i++) {
            lines.add(Catalog.line(chance, plan.storefront()));
        }
        if (chance.nextInt(25) == 0) {
            note = Catalog.oddText(chance);
        }
    }

    /** Its whole story, in the order in which it happened. */
    static List<Delivery> story(OrderPlan plan) {
        ShopifyOrder order = new ShopifyOrder(plan);
        plan.life().play(order);
        return order.deliveries;
    }

    ShopifyOrder placed(String financial) {
        return financial(financial);
    }

    /** From minutes to most of a day passes; what follows is another action of the merchant. */
    ShopifyOrder later() {
        updatedAt = updatedAt.plusSeconds(60L + chance.nextInt(60_000));
        eventId = uuid();
        return this;
    }

    ShopifyOrder financial(String status) {
        financialStatus = status;
        if (status.equals("paid") || status.equals("authorized")) {
            payments.add(new Payment(newId(), status.equals("paid") ? "sale" : "authorization", total(), updatedAt));
        }
        return this;
    }

    ShopifyOrder noted(String text) {
        note = text;
        return this;
    }

    ShopifyOrder addsLine() {
        lines.add(Catalog.line(chance, plan.storefront()));
        if ("fulfilled".equals(fulfillmentStatus)) {
            fulfillmentStatus = "partial";
        }
        return this;
    }

    /** A parcel with all that is still to be sent. */
    ShopifyOrder ships(String status, @Nullable String shipmentStatus) {
        addParcel(true, status, shipmentStatus);
        fulfillmentStatus = "fulfilled";
        return this;
    }

    /** A parcel with a part of the order. */
    ShopifyOrder shipsPart(String status, @Nullable String shipmentStatus) {
        addParcel(false, status, shipmentStatus);
        fulfillmentStatus = "partial";
        return this;
    }

    private void addParcel(boolean whole, String status, @Nullable String shipmentStatus) {
        String tracking = "SLC" + (100_000_000L + chance.nextInt(900_000_000));
        Parcel parcel = new Parcel(newId(), parcels.size() + 1, updatedAt, whole, tracking, status);
        parcel.shipmentStatus = shipmentStatus;
        parcels.add(parcel);
    }

    /** News from the carrier about the last parcel. */
    ShopifyOrder carries(String shipmentStatus) {
        lastParcel().shipmentStatus = shipmentStatus;
        lastParcel().updatedAt = updatedAt;
        return this;
    }

    /** The last parcel is cancelled; nothing else was sent. */
    ShopifyOrder withdrawsParcel() {
        lastParcel().status = "cancelled";
        lastParcel().updatedAt = updatedAt;
        fulfillmentStatus = null;
        return this;
    }

    ShopifyOrder cancels(String reason) {
        cancelledAt = updatedAt;
        cancelReason = reason;
        return this;
    }

    ShopifyOrder refunds(int percent) {
        Payment payment = new Payment(newId(), "refund", total() * percent / 100, updatedAt);
        refunds.add(new Refund(newId(), updatedAt, percent == 100 ? "returned" : "goodwill", payment));
        financialStatus = percent == 100 ? "refunded" : "partially_refunded";
        return this;
    }

    ShopifyOrder transacts(String kind) {
        Payment payment = new Payment(newId(), kind, kind.equals("sale") ? total() / 2 : total(), updatedAt);
        payments.add(payment);
        return deliver("order_transactions/create", PartBodies.transaction(this, payment));
    }

    ShopifyOrder sends(String topic) {
        return deliver(topic, OrderBody.of(this));
    }

    ShopifyOrder sendsParcel(String topic) {
        return deliver(topic, PartBodies.parcel(this, lastParcel()));
    }

    ShopifyOrder sendsRefund() {
        return deliver("refunds/create", PartBodies.refund(this, refunds.get(refunds.size() - 1)));
    }

    ShopifyOrder sendsEdit() {
        return deliver("orders/edited", PartBodies.edit(this, lines.get(lines.size() - 1)));
    }

    ShopifyOrder sendsDeletion() {
        return deliver("orders/delete", PartBodies.deletion(plan.orderId()));
    }

    private ShopifyOrder deliver(String topic, byte[] body) {
        Storefront shop = plan.storefront();
        deliveries.add(new Delivery(
                shop.shop(),
                topic,
                uuid(),
                eventId,
                updatedAt.plusMillis(chance.nextInt(900)).toString(),
                shop.apiVersion(),
                Long.toString(plan.orderId()),
                true,
                body));
        return this;
    }

    private Parcel lastParcel() {
        return parcels.get(parcels.size() - 1);
    }

    long total() {
        return lines.stream().mapToLong(Line::total).sum();
    }

    /** Ids of parts: 64 bits wide, beyond what a double can hold. */
    long newId() {
        return (1L << 58) + (chance.nextLong() >>> 8);
    }

    private String uuid() {
        return new UUID(chance.nextLong(), chance.nextLong()).toString();
    }
}
