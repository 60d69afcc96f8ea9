package dev.sluice.loadtest.faults;

/** This machine does not allow the fault; the message says what is missing. */
final class SkippedException extends RuntimeException {
    SkippedException(String message) {
        super(message, null, false, false);
    }
}
