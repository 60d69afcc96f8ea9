package dev.sluice.contract;

import java.util.Locale;

/** Why a signed body is quarantined. */
public enum UnusableReason {
    /** No topic header, or one that is not {@code name/name}. */
    NO_TOPIC,
    /** Empty, truncated, trailing garbage, NaN, nested deeper than the limit, or otherwise not JSON. */
    NOT_JSON,
    /** Bytes that are not UTF-8. */
    NOT_UTF8,
    /** JSON, but no object. */
    NOT_AN_OBJECT,
    /** The order id is missing or null. */
    NO_ORDER_ID,
    /** The order id is not an integer from 1 to 2^63-1. */
    BAD_ORDER_ID,
    /** The order id stands there twice. */
    REPEATED_ORDER_ID,
    /** A number too long, or with an exponent too large, to be held exactly. */
    NUMBER_OUT_OF_RANGE,
    /** The body's shape contradicts its topic. */
    WRONG_SHAPE,
    /** The record's key is not that of the order in the body. */
    WRONG_KEY,
    /** A header of the record that the contract requires is missing or unreadable. */
    BAD_HEADERS,
    /** A {@code sluice-type} that this version does not know. */
    UNKNOWN_TYPE;

    private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String token() {
        return token;
    }
}
