package dev.sluice.order;

/** Why a transition was made: the rule that called for the state, or how it was got to. Stored and published. */
public final class Reasons {
    public static final String PAID = "paid";
    public static final String CONFIRMED_BY_OPERATOR = "confirmed-by-operator";
    public static final String STOCK_TAKEN = "stock-taken";
    /** A parcel exists, or did. */
    public static final String FULFILLMENT = "fulfillment";

    public static final String PARTIALLY_FULFILLED = "partially-fulfilled";
    public static final String FULFILLED = "fulfilled";
    public static final String DELIVERED = "delivered";
    public static final String CANCELLED = "cancelled";
    public static final String CANCELLED_BY_OPERATOR = "cancelled-by-operator";
    public static final String STOCK_NOT_TAKEN = "stock-not-taken";
    public static final String REFUNDED = "refunded";

    /** A plain edge on the way to the state that was called for. */
    public static final String INFERRED = "inferred";

    /** A corrected edge, wherever it stands. */
    public static final String CORRECTED = "corrected";

    private Reasons() {}
}
