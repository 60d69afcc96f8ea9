package dev.sluice.processor.apply;

/**
 * How many events a transaction may have, and how many transactions may run at a time, from how long they took. Pure: times
 * come from outside.
 *
 * <p>A transaction takes a fixed time for its round trips and some for each event. Only the latter gets less with fewer
 * events, so it alone decides: the limit is the number of events that fill the target time. When even the smallest batches
 * take longer, fewer of them run at a time; when they no longer do, more.
 */
final class Pace {
    static final int FEWEST_EVENTS = 25;

    /** Statements of a transaction that cost a round trip whatever their size. */
    static final int ROUND_TRIPS = 10;

    /** Share of what is known that a new transaction leaves in place. */
    private static final double MEMORY = 0.8;

    private final int mostEvents;
    private final int mostTransactions;
    private final double targetNanos;

    // Sums over what was seen, older transactions counting less.
    private double nanos;
    private double events;
    private volatile int eventLimit;
    private volatile int transactionLimit;
    private int commitsAtLimit;

    /**
     * @param mostEvents of a transaction, at least 1
     * @param mostTransactions at a time, at least 1
     * @param targetNanos that a transaction's events may take
     */
    Pace(int mostEvents, int mostTransactions, long targetNanos) {
        this.mostEvents = mostEvents;
        this.mostTransactions = mostTransactions;
        this.targetNanos = targetNanos;
        this.eventLimit = mostEvents;
        this.transactionLimit = mostTransactions;
    }

    int events() {
        return eventLimit;
    }

    int transactions() {
        return transactionLimit;
    }

    /**
     * A transaction was committed.
     *
     * @param size its events
     * @param tookNanos all of it
     * @param roundTripNanos what one statement of it took that does next to nothing
     */
    synchronized void committed(int size, long tookNanos, long roundTripNanos) {
        see(size, Math.max(0, tookNanos - ROUND_TRIPS * roundTripNanos));
        // Twice at most: what made a large transaction time out may be there still.
        eventLimit = (int) Math.min(2L * eventLimit, filling());
        adjustTransactions();
    }

    /** A transaction was given up because it took too long, here or in PostgreSQL. */
    synchronized void timedOut(int size, long tookNanos) {
        see(size, tookNanos);
        eventLimit = Math.max(fewest(), Math.min(eventLimit, Math.min(size / 2, filling())));
        adjustTransactions();
    }

    private void see(int size, long marginalNanos) {
        nanos = nanos * MEMORY + marginalNanos;
        events = events * MEMORY + size;
    }

    /** Events that take the target time. */
    private int filling() {
        double each = nanos / events;
        return each <= 0 ? mostEvents : (int) Math.max(fewest(), Math.min(mostEvents, targetNanos / each));
    }

    private void adjustTransactions() {
        boolean tooSlow = nanos / events * fewest() > targetNanos;
        boolean fine = eventLimit >= Math.min(mostEvents, 2 * fewest());
        if (tooSlow) {
            transactionLimit = Math.max(1, transactionLimit - 1);
            commitsAtLimit = 0;
        } else if (fine && ++commitsAtLimit >= transactionLimit) {
            transactionLimit = Math.min(mostTransactions, transactionLimit + 1);
            commitsAtLimit = 0;
        }
    }

    private int fewest() {
        return Math.min(FEWEST_EVENTS, mostEvents);
    }
}
