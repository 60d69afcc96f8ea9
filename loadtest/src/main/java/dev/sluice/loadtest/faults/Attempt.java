package dev.sluice.loadtest.faults;

/**
 * One attempt to bring a delivery to the gateway.
 *
 * @param startedAt since the scenario began, in nanoseconds
 * @param nanos until its end
 * @param status HTTP status; 0 without an answer
 * @param word the answer's {@code status} property; empty when it has none
 */
record Attempt(long startedAt, long nanos, Ending ending, int status, String word) {

    /** How an attempt can end. */
    enum Ending {
        /** There was an answer. */
        ANSWERED,
        /** Nothing took the connection; nothing was sent. */
        NOT_CONNECTED,
        /** The connection ended after the request was sent, or while it was. */
        BROKEN,
        /** No answer in twice the time that any may take. */
        SILENT
    }

    boolean accepted() {
        return ending == Ending.ANSWERED && status / 100 == 2;
    }
}
