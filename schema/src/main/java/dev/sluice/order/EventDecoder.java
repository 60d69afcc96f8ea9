package dev.sluice.order;

import dev.sluice.contract.BodyDigest;
import dev.sluice.contract.Event;
import dev.sluice.contract.TopicKind;
import dev.sluice.contract.UnusableReason;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads an event's body into the facts that it states. What an event does follows from its body, which is signed; the
 * topic header, which is not, only chooses how the body is read.
 */
public final class EventDecoder {
    private static final HexFormat HEX = HexFormat.of();

    private EventDecoder() {}

    /**
     * Reads an event whose body's digest is not at hand.
     *
     * @see #decode(Event, byte[])
     */
    public static DecodedEvent decode(Event event) {
        return decode(event, BodyDigest.of(event.body()));
    }

    /**
     * @param event of a topic that needs an order ({@link TopicKind#needsOrder()}), or of Sluice's own
     * @param digest of its body, as {@link BodyDigest} makes it
     * @throws UndecodableException when the body cannot be read, or is not what its topic says
     */
    public static DecodedEvent decode(Event event, byte[] digest) {
        DecodedEvent decoded = switch (event.type()) {
            case SHOPIFY -> shopify(event, digest);
            case ORDER -> order(event, Source.API);
            case PURCHASE -> order(event, Source.PURCHASE);
            case COMMAND -> command(event);
            case SHIPMENT -> shipment(event);
        };
        if (!decoded.orderId().equals(event.orderId())) {
            throw new UndecodableException(UnusableReason.WRONG_KEY, "the key is not that of the order in the body");
        }
        return decoded;
    }

    /**
     * Reads a command that is about an event that was set aside and not about an order.
     *
     * @param event of type {@code command}
     * @return null when it is another command
     * @throws UndecodableException when the body cannot be read, or does not say what to do with which event
     */
    public static @Nullable Repair decodeRepair(Event event) {
        RepairReader reader = new RepairReader();
        BodyReader.read(event.body(), reader);
        return reader.repair();
    }

    private static DecodedEvent shopify(Event event, byte[] digest) {
        String topic = event.topic();
        if (topic == null || topic.indexOf('/') <= 0) {
            throw new UndecodableException(UnusableReason.NO_TOPIC, "no topic, or none of the form name/name");
        }
        TopicKind kind = TopicKind.of(topic);
        return switch (kind) {
            case WHOLE_ORDER -> snapshot(event, digest);
            case DELETION -> deletion(event);
            case EDIT -> edit(event);
            case FULFILLMENT, REFUND, TRANSACTION -> partial(event, kind);
            case OTHER_ORDER, COMPLIANCE, NO_ORDER ->
                throw new UndecodableException(UnusableReason.WRONG_SHAPE, "a topic that states no fact of an order");
        };
    }

    private static DecodedEvent snapshot(Event event, byte[] digest) {
        SnapshotReader reader = new SnapshotReader();
        BodyReader.read(event.body(), reader);
        long orderId = reader.orderId();
        if (reader.isForeign()) {
            throw new UndecodableException(UnusableReason.WRONG_SHAPE, "a whole order has no order_id");
        }
        return new DecodedEvent(
                Long.toString(orderId),
                reader.facts(HEX.formatHex(digest)),
                occurredAt(reader.updatedAt(), event),
                Kind.SNAPSHOT,
                Source.SHOPIFY);
    }

    private static DecodedEvent deletion(Event event) {
        IdSlot id = new IdSlot();
        boolean[] more = new boolean[1];
        BodyReader.read(event.body(), (name, body) -> {
            if (name.equals("id")) {
                id.take(body);
            } else {
                more[0] = true;
                body.skip();
            }
        });
        long orderId = id.orderId();
        if (more[0]) {
            throw new UndecodableException(UnusableReason.WRONG_SHAPE, "a deletion is nothing but an id");
        }
        Instant deletedAt = occurredAt(null, event);
        return new DecodedEvent(
                Long.toString(orderId), OrderFacts.ofDeletion(deletedAt), deletedAt, Kind.DELETION, Source.SHOPIFY);
    }

    private static DecodedEvent edit(Event event) {
        IdSlot id = new IdSlot();
        BodyReader.read(event.body(), (name, body) -> {
            if (name.equals("order_edit") && body.token() == JsonToken.START_OBJECT) {
                body.fields((inner, edit) -> {
                    if (inner.equals("order_id")) {
                        id.take(edit);
                    } else {
                        edit.skip();
                    }
                });
            } else {
                body.skip();
            }
        });
        return new DecodedEvent(
                Long.toString(id.orderId()), OrderFacts.NONE, occurredAt(null, event), Kind.EDIT, Source.SHOPIFY);
    }

    private static DecodedEvent partial(Event event, TopicKind kind) {
        ItemReader item = new ItemReader();
        BodyReader.read(event.body(), item);
        long orderId = item.orderId();
        if (!item.isA(kind)) {
            throw new UndecodableException(UnusableReason.WRONG_SHAPE, "the body is not what its topic says");
        }
        return new DecodedEvent(
                Long.toString(orderId),
                item(item, kind),
                occurredAt(item.occurredAt(), event),
                Kind.PARTIAL,
                Source.SHOPIFY);
    }

    private static OrderFacts item(ItemReader item, TopicKind kind) {
        TreeMap<Long, Fulfillment> fulfillments = new TreeMap<>();
        TreeMap<Long, Refund> refunds = new TreeMap<>();
        TreeMap<Long, Transaction> transactions = new TreeMap<>();
        switch (kind) {
            case FULFILLMENT -> item.addFulfillmentTo(fulfillments);
            case REFUND -> item.addRefundTo(refunds, transactions);
            default -> item.addTransactionTo(transactions);
        }
        return OrderFacts.ofParts(fulfillments, refunds, transactions);
    }

    private static DecodedEvent order(Event event, Source source) {
        OwnReader reader = own(event);
        return new DecodedEvent(
                reader.orderId(), reader.order(source), occurredAt(reader.placedAt(), event), Kind.SNAPSHOT, source);
    }

    private static DecodedEvent command(Event event) {
        OwnReader reader = own(event);
        Instant occurredAt = occurredAt(reader.decidedAt(), event);
        return new DecodedEvent(
                reader.orderId(), reader.command(occurredAt), occurredAt, Kind.COMMAND, Source.OPERATOR);
    }

    private static DecodedEvent shipment(Event event) {
        OwnReader reader = own(event);
        return new DecodedEvent(
                reader.orderId(),
                reader.shipment(),
                occurredAt(reader.updatedAt(), event),
                Kind.PARTIAL,
                Source.LOGISTICS);
    }

    private static OwnReader own(Event event) {
        OwnReader reader = new OwnReader();
        BodyReader.read(event.body(), reader);
        return reader;
    }

    /** By the body, else by the delivery's headers; never by a clock. */
    private static Instant occurredAt(@Nullable Instant stated, Event event) {
        if (stated != null) {
            return stated;
        }
        Instant triggeredAt = Times.read(event.triggeredAt());
        if (triggeredAt != null) {
            return triggeredAt;
        }
        Instant receivedAt = Times.bounded(event.receivedAt());
        if (receivedAt == null) {
            throw new UndecodableException(
                    UnusableReason.BAD_HEADERS, "sluice-received-at is outside the years 1 to 2099");
        }
        return receivedAt;
    }
}
