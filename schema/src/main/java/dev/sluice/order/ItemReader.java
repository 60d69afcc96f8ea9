package dev.sluice.order;

import dev.sluice.contract.TopicKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A fulfillment, refund or transaction, as a body of its own or inside a snapshot. One reader for all three: what it
 * turned out to be shows in its fields, and the same content reads the same wherever it stands.
 */
final class ItemReader implements BodyReader.Field {
    private final IdSlot id = new IdSlot();
    private final IdSlot orderId = new IdSlot();
    private final List<ItemReader> transactions = new ArrayList<>();
    private final boolean nested;
    private boolean hasKind;
    private boolean hasRefundParts;
    private @Nullable Instant updatedAt;
    private @Nullable Instant processedAt;
    private @Nullable Instant createdAt;
    private @Nullable String status;
    private @Nullable String shipmentStatus;
    private @Nullable String trackingNumber;
    private @Nullable String kind;
    private @Nullable BigDecimal amount;
    private @Nullable String currency;

    private ItemReader(boolean nested) {
        this.nested = nested;
    }

    /** An item whose body is its own. */
    ItemReader() {
        this(false);
    }

    @Override
    public void read(String name, BodyReader body) {
        switch (name) {
            case "id" -> id.take(body);
            case "order_id" -> orderId.take(body);
            case "updated_at" -> updatedAt = body.time();
            case "processed_at" -> processedAt = body.time();
            case "created_at" -> createdAt = body.time();
            case "status" -> status = body.filled(Texts.MAX_WORD);
            case "shipment_status" -> shipmentStatus = body.filled(Texts.MAX_WORD);
            case "tracking_number" -> trackingNumber = body.filled(Texts.MAX_NAME);
            case "kind" -> {
                hasKind = true;
                kind = body.filled(Texts.MAX_WORD);
            }
            case "amount" -> amount = body.money();
            case "currency" -> currency = body.filled(Texts.MAX_WORD);
            case "refund_line_items" -> {
                hasRefundParts = true;
                body.skip();
            }
            case "transactions" -> {
                hasRefundParts = true;
                body.elements(() -> addTransaction(body));
            }
            default -> body.skip();
        }
    }

    // Only a refund has transactions of its own, and it needs no more than are kept.
    private void addTransaction(BodyReader body) {
        if (nested || transactions.size() == OrderFacts.MAX_ITEMS) {
            body.skip();
        } else {
            transactions.add(readFrom(body, true));
        }
    }

    /** Reads the item inside a snapshot that the reader stands on. */
    static ItemReader readFrom(BodyReader body) {
        return readFrom(body, false);
    }

    private static ItemReader readFrom(BodyReader body, boolean nested) {
        ItemReader item = new ItemReader(nested);
        body.fields(item);
        return item;
    }

    /** Whether the shape is that of {@code topic}: the topic header is not signed, so the shape has the last word. */
    boolean isA(TopicKind topic) {
        return id.isUsable()
                && switch (topic) {
                    case TRANSACTION -> hasKind && !hasRefundParts;
                    case REFUND -> hasRefundParts && !hasKind;
                    case FULFILLMENT -> !hasKind && !hasRefundParts;
                    default -> false;
                };
    }

    long orderId() {
        return orderId.orderId();
    }

    /** When it happened; null when the body does not say. */
    @Nullable
    Instant occurredAt() {
        if (updatedAt != null) {
            return updatedAt;
        }
        return processedAt != null ? processedAt : createdAt;
    }

    void addFulfillmentTo(TreeMap<Long, Fulfillment> fulfillments) {
        add(fulfillments, new Fulfillment(updatedAt, status, shipmentStatus, trackingNumber, false));
    }

    void addTransactionTo(TreeMap<Long, Transaction> all) {
        add(
                all,
                new Transaction(
                        updatedAt, movedAt(), kind, status, amount == null ? null : amount.toPlainString(), currency));
    }

    /** Adds the refund, and its transactions to theirs. */
    void addRefundTo(TreeMap<Long, Refund> refunds, TreeMap<Long, Transaction> all) {
        add(refunds, new Refund(updatedAt, movedAt(), sum(), refundCurrency()));
        transactions.forEach(transaction -> transaction.addTransactionTo(all));
    }

    private <T extends Comparable<T>> void add(TreeMap<Long, T> items, T item) {
        if (id.isUsable()) {
            items.merge(id.id(), item, (a, b) -> b.compareTo(a) > 0 ? b : a);
            if (items.size() > OrderFacts.MAX_ITEMS) {
                items.pollFirstEntry();
            }
        }
    }

    private @Nullable Instant movedAt() {
        return processedAt != null ? processedAt : createdAt;
    }

    private @Nullable String sum() {
        BigDecimal sum = null;
        for (ItemReader transaction : transactions) {
            BigDecimal part = transaction.amount;
            if (part != null && "refund".equals(transaction.kind) && "success".equals(transaction.status)) {
                sum = sum == null ? part : sum.add(part);
            }
        }
        return sum == null ? null : sum.toPlainString();
    }

    private @Nullable String refundCurrency() {
        for (ItemReader transaction : transactions) {
            if (transaction.currency != null) {
                return transaction.currency;
            }
        }
        return currency;
    }
}
