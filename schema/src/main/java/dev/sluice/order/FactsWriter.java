package dev.sluice.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes facts in the format of {@link FactsCodec}. */
record FactsWriter(JsonGenerator out) {

    void facts(OrderFacts facts) {
        out.writeStartObject();
        out.writeNumberProperty("v", FactsCodec.FORMAT);
        mark("paid", facts.everPaid());
        mark("cancelled", facts.everCancelled());
        mark("refunded", facts.everRefunded());
        mark("fulfilled", facts.everFulfilled());
        snapshot(facts.snapshot());
        items("fulfillments", facts.fulfillments(), this::fulfillment);
        items("refunds", facts.refunds(), this::refund);
        items("transactions", facts.transactions(), this::transaction);
        decision("confirmation", facts.confirmation());
        decision("cancellation", facts.cancellation());
        if (facts.deletedAt() != null) {
            out.writeName("deleted");
            time(facts.deletedAt());
        }
        own(facts.own());
        out.writeEndObject();
    }

    private void mark(String name, boolean mark) {
        if (mark) {
            out.writeBooleanProperty(name, true);
        }
    }

    private void snapshot(@Nullable Snapshot snapshot) {
        if (snapshot == null) {
            return;
        }
        out.writeName("snapshot");
        out.writeStartArray();
        time(snapshot.version().updatedAt());
        out.writeNumber(snapshot.version().tier());
        out.writeString(snapshot.version().digest());
        text(snapshot.name());
        text(snapshot.financialStatus());
        text(snapshot.fulfillmentStatus());
        time(snapshot.cancelledAt());
        time(snapshot.createdAt());
        time(snapshot.updatedAt());
        text(snapshot.customerId());
        text(snapshot.customerName());
        text(snapshot.customerEmail());
        lines(snapshot.lines());
        BigDecimal total = snapshot.totalAmount();
        text(total == null ? null : total.toString());
        text(snapshot.currency());
        out.writeBoolean(snapshot.test());
        out.writeEndArray();
    }

    private void lines(List<Line> lines) {
        out.writeStartArray();
        for (Line line : lines) {
            out.writeStartArray();
            text(line.sku());
            text(line.productName());
            Long quantity = line.quantity();
            if (quantity == null) {
                out.writeNull();
            } else {
                out.writeNumber(quantity);
            }
            text(line.price());
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private <T> void items(String name, SortedMap<Long, T> items, Consumer<T> item) {
        if (items.isEmpty()) {
            return;
        }
        out.writeName(name);
        out.writeStartArray();
        items.forEach((id, value) -> {
            out.writeStartArray();
            out.writeNumber(id);
            item.accept(value);
            out.writeEndArray();
        });
        out.writeEndArray();
    }

    private void fulfillment(Fulfillment fulfillment) {
        time(fulfillment.updatedAt());
        text(fulfillment.status());
        text(fulfillment.shipmentStatus());
        text(fulfillment.trackingNumber());
        out.writeBoolean(fulfillment.wholeOrder());
    }

    private void refund(Refund refund) {
        time(refund.updatedAt());
        time(refund.processedAt());
        text(refund.amount());
        text(refund.currency());
    }

    private void transaction(Transaction transaction) {
        time(transaction.updatedAt());
        time(transaction.processedAt());
        text(transaction.kind());
        text(transaction.status());
        text(transaction.amount());
        text(transaction.currency());
    }

    private void decision(String name, @Nullable Decision decision) {
        if (decision == null) {
            return;
        }
        out.writeName(name);
        out.writeStartArray();
        out.writeString(decision.commandId());
        time(decision.at());
        text(decision.reason());
        text(decision.actor());
        out.writeEndArray();
    }

    private void own(@Nullable OwnOrder own) {
        if (own == null) {
            return;
        }
        out.writeName("own");
        out.writeStartArray();
        out.writeString(own.source().name());
        text(own.customerId());
        lines(own.lines());
        text(own.currency());
        text(own.total());
        time(own.placedAt());
        out.writeString(own.stock().name());
        text(own.stockReason());
        out.writeEndArray();
    }

    private void text(@Nullable String text) {
        if (text == null) {
            out.writeNull();
        } else {
            out.writeString(text);
        }
    }

    private void time(@Nullable Instant time) {
        if (time == null) {
            out.writeNull();
        } else {
            out.writeNumber(
                    Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000));
        }
    }
}
