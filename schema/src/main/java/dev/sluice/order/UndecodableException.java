package dev.sluice.order;

import dev.sluice.contract.UnusableReason;

/** A body that cannot be read; it belongs into quarantine. The detail never quotes the body. */
public final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UnusableReason reason;

    UndecodableException(UnusableReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public UnusableReason reason() {
        return reason;
    }

    /** What exactly is wrong, for operators. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
