package dev.sluice.processor.apply;

import dev.sluice.contract.EventType;
import dev.sluice.contract.OrderKey;
import dev.sluice.order.FactsCodec;
import dev.sluice.order.Order;
import dev.sluice.order.OrderFacts;
import dev.sluice.order.Snapshot;
import dev.sluice.processor.apply.BatchWrites.OrderRow;
import dev.sluice.processor.postgres.ArrayStatement;
import dev.sluice.processor.postgres.PgArray.Type;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The row of an order: what its facts show, in the columns that listings filter, sort and return. */
final class OrderColumns {
    private static final Type[] COLUMNS = {
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.INT8,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.BOOL,
        Type.BOOL,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.TIMESTAMPTZ,
        Type.TIMESTAMPTZ,
        Type.TEXT,
        Type.TEXT,
        Type.TEXT,
        Type.JSONB,
        Type.NUMERIC,
        Type.TEXT,
        Type.TIMESTAMPTZ,
        Type.TIMESTAMPTZ,
        Type.TIMESTAMPTZ,
        Type.TIMESTAMPTZ,
        Type.INT8,
        Type.INT4,
        Type.BYTEA
    };

    private OrderColumns() {}

    static ArrayStatement of(List<OrderRow> rows, Instant now) {
        ArrayStatement table = new ArrayStatement(rows.size(), COLUMNS);
        for (OrderRow row : rows) {
            Order order = row.order();
            OrderFacts facts = order.facts();
            identity(table, row);
            table.column(5).add(order.state().token());
            table.column(6).add(order.stateReason());
            table.column(7).add(order.conflict());
            table.column(11).add(facts.deliveryStatus());
            table.column(12).add(cancelledAt(facts));
            table.column(13).add(facts.deletedAt());
            snapshot(table, facts.snapshot());
            table.column(20).add(createdAt(row));
            table.column(22).add(row.lastApplied().event().receivedAt());
            table.column(23).add(now);
            table.column(24).add(order.version());
            table.column(25).add(order.sequence());
            table.column(26).add(FactsCodec.encode(facts));
        }
        return table;
    }

    private static void identity(ArrayStatement table, OrderRow row) {
        OrderKey key = Objects.requireNonNull(OrderKey.parse(row.id()), "an order's row has an order's id");
        table.column(0).add(row.id());
        table.column(1).add(key.shop());
        table.column(2).add(source(row.lastApplied().type()));
        table.column(3).add(shopifyId(key.orderId()));
    }

    /** Written once: on an order that exists already, source stays what it was. */
    private static String source(EventType type) {
        return switch (type) {
            case ORDER -> "api";
            case PURCHASE -> "purchase";
            case SHOPIFY, COMMAND, SHIPMENT -> "shopify";
        };
    }

    private static @Nullable Long shopifyId(String orderId) {
        try {
            return Long.valueOf(orderId);
        } catch (NumberFormatException e) {
            return null; // One of Sluice's own orders.
        }
    }

    private static void snapshot(ArrayStatement table, @Nullable Snapshot snapshot) {
        table.column(4).add(snapshot == null ? null : snapshot.name());
        table.column(8).add(snapshot != null && snapshot.test());
        table.column(9).add(snapshot == null ? null : snapshot.financialStatus());
        table.column(10).add(snapshot == null ? null : snapshot.fulfillmentStatus());
        table.column(14).add(snapshot == null ? null : snapshot.customerId());
        table.column(15).add(snapshot == null ? null : snapshot.customerName());
        table.column(16).add(snapshot == null ? null : snapshot.customerEmail());
        table.column(17).add(snapshot == null ? "[]" : LinesJson.of(snapshot.lines()));
        table.column(18).add(snapshot == null ? null : snapshot.totalAmount());
        table.column(19).add(snapshot == null ? null : snapshot.currency());
        table.column(21).add(snapshot == null ? null : snapshot.updatedAt());
    }

    /** Shopify's time of the cancellation; without one, the operator's. */
    private static @Nullable Instant cancelledAt(OrderFacts facts) {
        Snapshot snapshot = facts.snapshot();
        if (snapshot != null && snapshot.cancelledAt() != null) {
            return snapshot.cancelledAt();
        }
        return facts.cancellation() == null ? null : facts.cancellation().at();
    }

    /** The order's own time where it names one; else the earliest that is known of it. */
    private static Instant createdAt(OrderRow row) {
        Snapshot snapshot = row.order().facts().snapshot();
        if (snapshot != null && snapshot.createdAt() != null) {
            return snapshot.createdAt();
        }
        return row.knownSince();
    }
}
