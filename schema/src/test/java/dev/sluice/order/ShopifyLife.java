package dev.sluice.order;

import dev.sluice.contract.EventType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A made-up order living a life that Shopify allows, and every delivery that this causes. It knows the rough sides of the
 * real thing: times in whole seconds, so that several updates share one; bodies that list no fulfillments; deliveries
 * that never come; a snapshot whose {@code updated_at} cannot be read.
 */
final class ShopifyLife {
    private static final List<String> JOURNEY =
            List.of("label_printed", "in_transit", "out_for_delivery", "attempted_delivery", "delivered");

    private final Random random;
    private final boolean listsParts;
    private final boolean ownLogistics;
    private final Map<Long, Parcel> parcels = new LinkedHashMap<>();
    private final List<String> refunds = new ArrayList<>();
    private final List<DecodedEvent> deliveries = new ArrayList<>();
    private String financial = "pending";
    private @Nullable String cancelledAt;
    private int units = 2;
    private int seconds;
    private long lastId = 100;

    private static final class Parcel {
        final int units;
        String status = "success";

        @Nullable
        String shipment;

        String updatedAt;

        Parcel(int units, String updatedAt) {
            this.units = units;
            this.updatedAt = updatedAt;
        }

        boolean isLive() {
            return status.equals("success");
        }
    }

    private ShopifyLife(Random random) {
        this.random = random;
        this.listsParts = random.nextBoolean();
        this.ownLogistics = random.nextInt(5) == 0;
    }

    /** The deliveries of a life of {@code steps} steps, in the order in which Shopify made them. */
    static List<DecodedEvent> deliveries(Random random, int steps) {
        ShopifyLife life = new ShopifyLife(random);
        life.snapshot("orders/create");
        for (int i = 0; i < steps; i++) {
            life.step();
        }
        return life.deliveries;
    }

    private void step() {
        seconds += random.nextInt(3);
        switch (random.nextInt(15)) {
            case 0 -> pay("pending", "authorized", "authorization");
            case 1, 2 -> pay("pending authorized partially_paid", "paid", "sale");
            case 3 -> pay("pending", "partially_paid", "sale");
            case 4 -> pay("authorized", "voided", "void");
            case 5 -> pay("authorized", "expired", "authorization");
            case 6, 7 -> ship();
            case 8, 9 -> move();
            case 10 -> takeBack();
            case 11 -> edit();
            case 12 -> refund();
            case 13 -> exchange();
            default -> end();
        }
    }

    private void pay(String from, String to, String kind) {
        if (!from.contains(financial) || cancelledAt != null) {
            return;
        }
        financial = to;
        deliver("order_transactions/create", part(transaction(kind)));
        snapshot(to.equals("paid") ? "orders/paid" : "orders/updated");
    }

    /** Also before any payment: cash on delivery ships. */
    private void ship() {
        int open = units - shipped();
        if (open <= 0 || cancelledAt != null) {
            return;
        }
        Parcel parcel = new Parcel(ownLogistics ? open : 1 + random.nextInt(open), now());
        long id = ++lastId;
        parcels.put(id, parcel);
        parcel(id, "fulfillments/create");
        snapshot(shipped() < units ? "orders/partially_fulfilled" : "orders/fulfilled");
    }

    private void move() {
        oneLive((id, parcel) -> {
            int at = parcel.shipment == null ? -1 : JOURNEY.indexOf(parcel.shipment);
            if (at < JOURNEY.size() - 1) {
                parcel.shipment = JOURNEY.get(Math.min(JOURNEY.size() - 1, at + 1 + random.nextInt(4)));
                parcel.updatedAt = now();
                parcel(id, "fulfillments/update");
            }
        });
    }

    private void takeBack() {
        oneLive((id, parcel) -> {
            parcel.status = List.of("cancelled", "failure", "error").get(random.nextInt(3));
            parcel.updatedAt = now();
            parcel(id, "fulfillments/update");
            snapshot("orders/updated");
        });
    }

    private void edit() {
        units = random.nextInt(3) == 0 && units > Math.max(1, shipped()) ? units - 1 : units + 1;
        add(EventDecoder.decode(Events.shopify(
                "orders/edited",
                Events.json("{'order_edit':{'id':" + ++lastId + ",'order_id':" + Events.ORDER + "}}"))));
        snapshot("orders/updated");
    }

    private void refund() {
        if (financial.equals("paid") || financial.equals("partially_refunded")) {
            financial = random.nextBoolean() ? "partially_refunded" : "refunded";
            giveBack();
            snapshot("orders/updated");
        }
    }

    /** One unit comes back and another goes out. */
    private void exchange() {
        if (financial.equals("paid") && shipped() > 0) {
            financial = "partially_refunded";
            units++;
            giveBack();
            snapshot("orders/updated");
        }
    }

    private void giveBack() {
        String money = transaction("refund");
        String refund = "'id':" + ++lastId + ",'created_at':'" + now() + "','refund_line_items':[],'transactions':[{"
                + money + "}]";
        refunds.add(refund);
        deliver("refunds/create", part(refund));
        deliver("order_transactions/create", part(money));
    }

    /** Cancelled, perhaps although it was delivered; or deleted. */
    private void end() {
        if (random.nextInt(4) == 0) {
            deliver("orders/delete", "{'id':" + Events.ORDER + "}");
        } else if (cancelledAt == null) {
            cancelledAt = now();
            financial = financial.equals("paid") && random.nextBoolean()
                    ? "refunded"
                    : financial.equals("authorized") ? "voided" : financial;
            snapshot("orders/cancelled");
        }
    }

    private void oneLive(BiConsumer<Long, Parcel> action) {
        List<Long> live = parcels.keySet().stream()
                .filter(id -> Objects.requireNonNull(parcels.get(id)).isLive())
                .toList();
        if (!live.isEmpty()) {
            Long id = live.get(random.nextInt(live.size()));
            action.accept(id, Objects.requireNonNull(parcels.get(id)));
        }
    }

    private int shipped() {
        return parcels.values().stream()
                .filter(Parcel::isLive)
                .mapToInt(parcel -> parcel.units)
                .sum();
    }

    private String now() {
        int minute = seconds / 60;
        String local = String.format("2026-03-01T10:%02d:%02d", minute, seconds % 60);
        return List.of(local + "Z", local.replace('T', ' ') + "-00:00", local + "+00:00")
                .get(random.nextInt(3));
    }

    private void snapshot(String topic) {
        int shipped = ownLogistics ? 0 : shipped();
        StringBuilder body = new StringBuilder("{'id':" + Events.ORDER + ",'name':'#1','test':false");
        field(body, "financial_status", financial);
        field(body, "fulfillment_status", shipped == 0 ? null : shipped < units ? "partial" : "fulfilled");
        field(body, "cancelled_at", cancelledAt);
        field(body, "updated_at", random.nextInt(30) == 0 ? "9999-01-01T00:00:00Z" : now());
        body.append(",'line_items':[{'sku':'COFFEE','quantity':").append(units).append("}]");
        if (listsParts && !ownLogistics) {
            List<String> listed = parcels.entrySet().stream()
                    .map(entry -> "{" + fulfillment(entry.getKey(), entry.getValue()) + "}")
                    .toList();
            body.append(",'fulfillments':[").append(String.join(",", listed)).append("]");
            body.append(",'refunds':[");
            refunds.forEach(refund -> body.append('{').append(refund).append("},"));
            body.append("null]");
        }
        deliver(topic, body.append('}').toString());
    }

    private void parcel(long id, String topic) {
        Parcel parcel = Objects.requireNonNull(parcels.get(id));
        if (!ownLogistics) {
            deliver(topic, part(fulfillment(id, parcel)));
            return;
        }
        String status = parcel.isLive()
                ? "delivered".equals(parcel.shipment) ? "delivered" : "shipped"
                : parcel.status.equals("cancelled") ? "cancelled" : "failed";
        add(EventDecoder.decode(Events.own(
                EventType.SHIPMENT,
                Events.json("{'order_id':'" + Events.ORDER + "','shipment_id':" + id + ",'status':'" + status
                        + "','updated_at':'" + parcel.updatedAt + "'}"))));
    }

    private static String fulfillment(long id, Parcel parcel) {
        StringBuilder fields = new StringBuilder("'id':" + id);
        field(fields, "status", parcel.status);
        field(fields, "shipment_status", parcel.shipment);
        field(fields, "updated_at", parcel.updatedAt);
        return fields.toString();
    }

    private String transaction(String kind) {
        return "'id':" + ++lastId + ",'kind':'" + kind + "','status':'success','amount':'5.00','created_at':'" + now()
                + "'";
    }

    private static String part(String fields) {
        return "{'order_id':" + Events.ORDER + "," + fields + "}";
    }

    private static void field(StringBuilder body, String name, @Nullable String value) {
        body.append(",'").append(name).append("':").append(value == null ? "null" : "'" + value + "'");
    }

    private void deliver(String topic, String body) {
        add(EventDecoder.decode(Events.shopify(topic, Events.json(body))));
    }

    private void add(DecodedEvent event) {
        if (deliveries.isEmpty() || random.nextInt(12) > 0) {
            deliveries.add(event);
        }
    }
}
