package dev.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code order-events} or {@code order-events-quarantine}: the body's raw bytes, and facts about it that
 * travel in the record's headers.
 *
 * @param type who it comes from
 * @param shop tenant
 * @param orderId the order's id without its shop; null for an event without an order
 * @param topic Shopify's topic; null when the delivery named none
 * @param webhookId Shopify's id of the delivery, the same for its duplicates; null when it had none
 * @param eventId Shopify's id of the merchant's action, shared by several deliveries
 * @param triggeredAt as Shopify sent it, unread
 * @param receivedAt when the gateway had the whole body
 * @param apiVersion Shopify's API version
 * @param traceparent W3C trace context
 * @param quarantineReason token of an {@link UnusableReason}, on the quarantine topic only
 * @param body raw bytes; not copied, so nobody writes to them
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are compared by digest, never through equals.
public record Event(
        EventType type,
        String shop,
        @Nullable String orderId,
        @Nullable String topic,
        @Nullable String webhookId,
        @Nullable String eventId,
        @Nullable String triggeredAt,
        Instant receivedAt,
        @Nullable String apiVersion,
        @Nullable String traceparent,
        @Nullable String quarantineReason,
        byte[] body) {

    private static final String TYPE = "sluice-type";
    private static final String SHOP = "sluice-shop";
    private static final String TOPIC = "sluice-topic";
    private static final String WEBHOOK_ID = "sluice-webhook-id";
    private static final String EVENT_ID = "sluice-event-id";
    private static final String TRIGGERED_AT = "sluice-triggered-at";
    private static final String RECEIVED_AT = "sluice-received-at";
    private static final String API_VERSION = "sluice-api-version";
    private static final String TRACEPARENT = "traceparent";
    private static final String QUARANTINE_REASON = "sluice-quarantine-reason";

    /** The record's key: what is equal here is applied in order. */
    public String key() {
        return orderId == null ? shop : shop + ':' + orderId;
    }

    /** The same event with another body. */
    public Event withBody(byte[] other) {
        return new Event(
                type,
                shop,
                orderId,
                topic,
                webhookId,
                eventId,
                triggeredAt,
                receivedAt,
                apiVersion,
                traceparent,
                quarantineReason,
                other);
    }

    /** Passes every header that has a value to {@code sink}, its value in UTF-8. */
    public void writeHeaders(BiConsumer<String, byte[]> sink) {
        write(sink, TYPE, type.token());
        write(sink, SHOP, shop);
        write(sink, TOPIC, topic);
        write(sink, WEBHOOK_ID, webhookId);
        write(sink, EVENT_ID, eventId);
        write(sink, TRIGGERED_AT, triggeredAt);
        write(sink, RECEIVED_AT, receivedAt.toString());
        write(sink, API_VERSION, apiVersion);
        write(sink, TRACEPARENT, traceparent);
        write(sink, QUARANTINE_REASON, quarantineReason);
    }

    private static void write(BiConsumer<String, byte[]> sink, String name, @Nullable String value) {
        if (value != null) {
            sink.accept(name, value.getBytes(UTF_8));
        }
    }

    /**
     * Reads a record back.
     *
     * @param key the record's key
     * @param headers the value of a header by its name, null when the record has none
     * @throws BadHeadersException when a header that the contract requires is missing or unreadable
     */
    public static Event read(@Nullable String key, Function<String, byte @Nullable []> headers, byte[] body) {
        String shop = text(headers, SHOP);
        String typeToken = text(headers, TYPE);
        String receivedAt = text(headers, RECEIVED_AT);
        if (shop == null || typeToken == null || receivedAt == null || key == null) {
            throw new BadHeadersException(
                    UnusableReason.BAD_HEADERS, "key, sluice-shop, sluice-type and sluice-received-at are required");
        }
        EventType type = EventType.of(typeToken)
                .orElseThrow(() -> new BadHeadersException(UnusableReason.UNKNOWN_TYPE, "sluice-type " + typeToken));
        OrderKey order = OrderKey.parse(key);
        if (!shop.equals(order == null ? key : order.shop())) {
            throw new BadHeadersException(UnusableReason.WRONG_KEY, "the key is not of the shop in sluice-shop");
        }
        return new Event(
                type,
                shop,
                order == null ? null : order.orderId(),
                text(headers, TOPIC),
                text(headers, WEBHOOK_ID),
                text(headers, EVENT_ID),
                text(headers, TRIGGERED_AT),
                instant(receivedAt),
                text(headers, API_VERSION),
                text(headers, TRACEPARENT),
                text(headers, QUARANTINE_REASON),
                body);
    }

    private static @Nullable String text(Function<String, byte @Nullable []> headers, String name) {
        byte[] value = headers.apply(name);
        return value == null ? null : new String(value, UTF_8);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadHeadersException(UnusableReason.BAD_HEADERS, "sluice-received-at is no instant");
        }
    }

    /** A record whose headers break the contract. */
    public static final class BadHeadersException extends RuntimeException {
        private final UnusableReason reason;

        BadHeadersException(UnusableReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        public UnusableReason reason() {
            return reason;
        }
    }
}
