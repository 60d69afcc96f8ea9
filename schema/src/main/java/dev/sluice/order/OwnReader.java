package dev.sluice.order;

import dev.sluice.contract.UnusableReason;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** A body that Sluice itself wrote: an order, an operator's command, a shipment result. */
final class OwnReader implements BodyReader.Field {
    private final IdSlot shipmentId = new IdSlot();
    private final LinesReader lines = new LinesReader();
    private @Nullable String orderId;
    private @Nullable String customerId;
    private @Nullable String currency;
    private @Nullable String total;
    private @Nullable Instant placedAt;
    private @Nullable String stock;
    private @Nullable String stockReason;
    private @Nullable String commandId;
    private @Nullable String to;
    private @Nullable String reason;
    private @Nullable String actor;
    private @Nullable Instant at;
    private @Nullable String status;
    private @Nullable String trackingNumber;
    private @Nullable Instant updatedAt;

    @Override
    public void read(String field, BodyReader body) {
        switch (field) {
            case "order_id" -> orderId = word(body, orderId);
            case "customer_id" -> customerId = body.filled(Texts.MAX_NAME);
            case "lines" -> lines.take(body);
            case "currency" -> currency = body.filled(Texts.MAX_WORD);
            case "total" -> total = body.amount();
            case "placed_at" -> placedAt = body.time();
            case "stock" -> stock = body.filled(Texts.MAX_WORD);
            case "stock_reason" -> stockReason = body.filled(Texts.MAX_NAME);
            case "command_id" -> commandId = body.filled(Texts.MAX_NAME);
            case "to" -> to = body.filled(Texts.MAX_WORD);
            case "reason" -> reason = body.filled(Texts.MAX_NAME);
            case "actor" -> actor = body.filled(Texts.MAX_NAME);
            case "at" -> at = body.time();
            case "shipment_id" -> shipmentId.take(body);
            case "status" -> status = body.filled(Texts.MAX_WORD);
            case "tracking_number" -> trackingNumber = body.filled(Texts.MAX_NAME);
            case "updated_at" -> updatedAt = body.time();
            default -> body.skip();
        }
    }

    private static @Nullable String word(BodyReader body, @Nullable String before) {
        if (before != null) {
            throw new UndecodableException(UnusableReason.REPEATED_ORDER_ID, "the order id stands there twice");
        }
        return body.token() == JsonToken.VALUE_NUMBER_INT ? body.string() : body.filled(Texts.MAX_NAME);
    }

    String orderId() {
        if (orderId == null) {
            throw new UndecodableException(UnusableReason.NO_ORDER_ID, "no order id");
        }
        return orderId;
    }

    @Nullable
    Instant placedAt() {
        return placedAt;
    }

    @Nullable
    Instant decidedAt() {
        return at;
    }

    @Nullable
    Instant updatedAt() {
        return updatedAt;
    }

    OrderFacts order(Source source) {
        OwnOrder own =
                new OwnOrder(source, customerId, lines.lines(), currency, total, placedAt, stockOutcome(), stockReason);
        return OrderFacts.ofOwn(own);
    }

    private OwnOrder.Stock stockOutcome() {
        if (stock == null) {
            return OwnOrder.Stock.UNKNOWN;
        }
        return switch (stock) {
            case "taken" -> OwnOrder.Stock.TAKEN;
            case "not-taken" -> OwnOrder.Stock.NOT_TAKEN;
            default -> throw wrongShape("stock is neither taken nor not-taken");
        };
    }

    /**
     * @param fallback when the command does not say when it was given
     */
    OrderFacts command(Instant fallback) {
        if (commandId == null) {
            throw wrongShape("a command without command_id");
        }
        Decision decision = new Decision(commandId, at == null ? fallback : at, reason, actor);
        if ("confirmed".equals(to)) {
            return OrderFacts.ofConfirmation(decision);
        }
        if ("cancelled".equals(to)) {
            return OrderFacts.ofCancellation(decision);
        }
        throw wrongShape("a command leads to confirmed or cancelled");
    }

    OrderFacts shipment() {
        if (!shipmentId.isUsable()) {
            throw wrongShape("a shipment result without a usable shipment_id");
        }
        SortedMap<Long, Fulfillment> fulfillments = new TreeMap<>();
        // Negated, so that it never meets an id of Shopify's.
        fulfillments.put(-shipmentId.id(), parcel());
        return OrderFacts.ofParts(fulfillments, Collections.emptySortedMap(), Collections.emptySortedMap());
    }

    private Fulfillment parcel() {
        if (status == null) {
            throw wrongShape("a shipment result without status");
        }
        return switch (status) {
            case "shipped" -> new Fulfillment(updatedAt, "success", "in_transit", trackingNumber, true);
            case "delivered" -> new Fulfillment(updatedAt, "success", Statuses.DELIVERED, trackingNumber, true);
            case "failed" -> new Fulfillment(updatedAt, "failure", "failure", trackingNumber, true);
            case "cancelled" -> new Fulfillment(updatedAt, "cancelled", null, trackingNumber, true);
            default -> throw wrongShape("a shipment result with an unknown status");
        };
    }

    private static UndecodableException wrongShape(String detail) {
        return new UndecodableException(UnusableReason.WRONG_SHAPE, detail);
    }
}
