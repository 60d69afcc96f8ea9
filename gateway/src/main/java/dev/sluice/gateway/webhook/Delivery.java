package dev.sluice.gateway.webhook;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import dev.sluice.contract.TopicKind;
import dev.sluice.contract.UnusableReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified delivery and where it goes.
 *
 * @param logTopic Kafka topic
 */
record Delivery(String logTopic, Event event) {

    /** Reads where the delivery belongs; never fails, as what is signed is kept. */
    static Delivery of(DeliveryHeaders headers, String shop, byte[] body, Instant receivedAt) {
        String topic = headers.topic();
        if (topic == null) {
            return quarantined(headers, shop, body, receivedAt, UnusableReason.NO_TOPIC);
        }
        TopicKind kind = TopicKind.of(topic);
        boolean mayHaveOrder = kind.needsOrder() || kind == TopicKind.OTHER_ORDER;
        if (!mayHaveOrder) {
            return accepted(headers, shop, null, body, receivedAt);
        }
        OrderIdScan scan = OrderIdScan.of(kind, body);
        UnusableReason unusable = scan.unusable();
        if (unusable == null) {
            return accepted(headers, shop, Long.toString(scan.orderId()), body, receivedAt);
        }
        return kind.needsOrder()
                ? quarantined(headers, shop, body, receivedAt, unusable)
                : accepted(headers, shop, null, body, receivedAt);
    }

    private static Delivery accepted(
            DeliveryHeaders headers, String shop, @Nullable String orderId, byte[] body, Instant receivedAt) {
        return new Delivery(LogTopics.ORDER_EVENTS, event(headers, shop, orderId, body, receivedAt, null));
    }

    private static Delivery quarantined(
            DeliveryHeaders headers, String shop, byte[] body, Instant receivedAt, UnusableReason reason) {
        return new Delivery(LogTopics.QUARANTINE, event(headers, shop, null, body, receivedAt, reason.token()));
    }

    private static Event event(
            DeliveryHeaders headers,
            String shop,
            @Nullable String orderId,
            byte[] body,
            Instant receivedAt,
            @Nullable String reason) {
        return new Event(
                EventType.SHOPIFY,
                shop,
                orderId,
                headers.topic(),
                headers.webhookId(),
                headers.eventId(),
                headers.triggeredAt(),
                receivedAt,
                headers.apiVersion(),
                headers.traceparent(),
                reason,
                body);
    }

    boolean isQuarantined() {
        return event.quarantineReason() != null;
    }
}
