package dev.sluice.loadtest.cli;

/** The command can't be carried out as it was called; the message says what to change. Exit code 2. */
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message, null, false, false);
    }
}
