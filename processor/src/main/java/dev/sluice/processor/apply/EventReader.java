package dev.sluice.processor.apply;

import dev.sluice.contract.BodyDigest;
import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import dev.sluice.contract.TopicKind;
import dev.sluice.contract.UnusableReason;
import dev.sluice.order.ComplianceDecoder;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.Repair;
import dev.sluice.order.Times;
import dev.sluice.order.UndecodableException;
import dev.sluice.processor.apply.ReadEvent.Reading;
import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.consume.LogRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a record: its headers, what kind it is, and its body. Never throws on account of a record. */
final class EventReader {

    private static final String UNKNOWN_SHOP = "unknown";

    private EventReader() {}

    static ReadEvent read(LogPartition partition, LogRecord record, Instant now) {
        Event event;
        try {
            event = Event.read(record.key(), record.headers(), record.value());
        } catch (Event.BadHeadersException e) {
            return new ReadEvent(
                    record.offset(),
                    standIn(record, now),
                    null,
                    null,
                    new Reading.Unusable(e.reason().token(), String.valueOf(e.getMessage())));
        }
        byte[] digest = BodyDigest.of(event.body());
        return new ReadEvent(
                record.offset(),
                event,
                event.triggeredAt() == null ? null : Times.read(event.triggeredAt()),
                DeliveryKey.of(event, digest),
                partition.topic().equals(LogTopics.QUARANTINE) ? quarantined(event) : read(event, digest));
    }

    /** Reads an event that was stored when it could not be applied. */
    static ReadEvent readAgain(long offset, Event event, @Nullable Instant triggeredAt) {
        byte[] digest = BodyDigest.of(event.body());
        return new ReadEvent(offset, event, triggeredAt, DeliveryKey.of(event, digest), read(event, digest));
    }

    /** An event without readable headers still gets its outcome row, under a shop that no tenant can have. */
    private static Event standIn(LogRecord record, Instant now) {
        return new Event(
                EventType.SHOPIFY, UNKNOWN_SHOP, null, null, null, null, null, now, null, null, null, record.value());
    }

    private static Reading quarantined(Event event) {
        String reason = event.quarantineReason();
        return new Reading.Unusable(
                reason == null ? UnusableReason.BAD_HEADERS.token() : reason, "set aside by the gateway");
    }

    private static Reading read(Event event, byte[] digest) {
        if (event.type() == EventType.SHOPIFY) {
            String topic = event.topic();
            if (topic == null) {
                return new Reading.Unusable(UnusableReason.NO_TOPIC.token(), "no topic");
            }
            TopicKind kind = TopicKind.of(topic);
            if (kind == TopicKind.COMPLIANCE) {
                return compliance(event);
            }
            if (!kind.needsOrder()) {
                return new Reading.NoUse();
            }
        }
        if (event.type() == EventType.ORDER || event.type() == EventType.PURCHASE) {
            return new Reading.Unusable(
                    UnusableReason.UNKNOWN_TYPE.token(),
                    "this version takes no orders of type " + event.type().token());
        }
        return decode(event, digest);
    }

    private static Reading compliance(Event event) {
        try {
            return new Reading.Compliance(ComplianceDecoder.decode(event));
        } catch (UndecodableException e) {
            return new Reading.Unusable(e.reason().token(), e.detail());
        } catch (RuntimeException e) {
            return new Reading.Unreadable("decoder-failed", e.toString());
        }
    }

    private static Reading decode(Event event, byte[] digest) {
        try {
            Repair repair = event.type() == EventType.COMMAND ? EventDecoder.decodeRepair(event) : null;
            if (repair != null) {
                return new Reading.RepairCommand(repair);
            }
            DecodedEvent decoded = EventDecoder.decode(event, digest);
            return decoded.orderId().equals(event.orderId())
                    ? new Reading.OrderChange(decoded)
                    : new Reading.Unusable(
                            UnusableReason.WRONG_KEY.token(), "the body is of order " + decoded.orderId());
        } catch (UndecodableException e) {
            return new Reading.Unusable(e.reason().token(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A body must not be able to stop its partition, whatever it does to the decoder.
            return new Reading.Unreadable("decoder-failed", e.toString());
        }
    }
}
