package dev.sluice.order;

import dev.sluice.contract.UnusableReason;
import tools.jackson.core.JsonToken;

/** An id's place in a body: it may be missing, bad or there twice, which is judged once the whole body has been read. */
final class IdSlot {
    /** Digits of 2^63-1. */
    private static final int MAX_DIGITS = 19;

    private long id;
    private boolean present;
    private boolean bad;
    private boolean repeated;
    private boolean empty;

    /** Takes the value that the reader stands on. Only an integer token counts: never a string, never through a double. */
    void take(BodyReader body) {
        repeated |= present;
        present = true;
        JsonToken token = body.token();
        empty = token == JsonToken.VALUE_NULL;
        id = token == JsonToken.VALUE_NUMBER_INT ? positive(body.string()) : 0;
        bad = !empty && id <= 0;
        body.skip();
    }

    private static long positive(String digits) {
        if (digits.length() > MAX_DIGITS || digits.charAt(0) == '-') {
            return 0;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            value = value * 10 + (digits.charAt(i) - '0');
        }
        return value; // 19 digits above 2^63-1 wrap to a negative number.
    }

    boolean isPresent() {
        return present;
    }

    /** A usable id was read, once. */
    boolean isUsable() {
        return present && !empty && !bad && !repeated;
    }

    long id() {
        return id;
    }

    /**
     * The order id that stands here.
     *
     * @throws UndecodableException when there is none to rely on
     */
    long orderId() {
        if (repeated) {
            throw new UndecodableException(UnusableReason.REPEATED_ORDER_ID, "the order id stands there twice");
        }
        if (!present || empty) {
            throw new UndecodableException(UnusableReason.NO_ORDER_ID, "no order id");
        }
        if (bad) {
            throw new UndecodableException(UnusableReason.BAD_ORDER_ID, "the order id is no integer from 1 to 2^63-1");
        }
        return id;
    }
}
