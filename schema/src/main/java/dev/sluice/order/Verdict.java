package dev.sluice.order;

/** What an event did to its order. */
public enum Verdict {
    APPLIED,
    /** It says nothing that is not known already. */
    STALE,
    /** It waits for its order. */
    PARKED,
    /** A command that the order's state does not allow; it leaves no fact. */
    ILLEGAL_COMMAND
}
