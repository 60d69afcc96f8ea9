package dev.sluice.order;

/** What sort of knowledge an event brings. */
public enum Kind {
    /** A whole order: it needs none to be known. */
    SNAPSHOT,
    /** A part of an order: it waits (parked) for the order. */
    PARTIAL,
    DELETION,
    /** {@code orders/edited}: no fact, the snapshot that follows has them all. */
    EDIT,
    /** An operator's decision. */
    COMMAND
}
