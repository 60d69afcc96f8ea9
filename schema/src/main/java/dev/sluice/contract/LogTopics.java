package dev.sluice.contract;

import java.time.Duration;

/** Names and settings of the Kafka topics. */
public final class LogTopics {
    /** All that happens to orders; key {@code <shop>:<order id>}, or the shop alone for topics without an order. */
    public static final String ORDER_EVENTS = "order-events";

    /** Signed bodies from which no order id can be read; key is the shop. */
    public static final String QUARANTINE = "order-events-quarantine";

    /** Every state transition as CloudEvents 1.0 JSON; key {@code <shop>:<order id>}. */
    public static final String TRANSITIONS = "order-transitions";

    /** What message senders tell customers; key {@code <shop>:<order id>}, no personal data. */
    public static final String NOTIFICATIONS = "order-notifications";

    /** What logistics is asked to send, and no longer to send; key {@code <shop>:<order id>}, no personal data. */
    public static final String SHIPMENT_REQUESTS = "shipment-requests";

    /** Partitions of each topic, fixed at creation: an order's partition must never change. */
    public static final int DEFAULT_PARTITIONS = 12;

    public static final Duration RETENTION = Duration.ofDays(7);

    /** Length of a log segment: retention can only drop whole ones. */
    public static final Duration SEGMENT = Duration.ofDays(1);

    /** Largest record in bytes: above the gateway's body limit of 2 MiB, with room for headers. */
    public static final int MAX_RECORD_BYTES = 3 * 1024 * 1024;

    private LogTopics() {}
}
