package dev.sluice.local.server;

/** A server cannot be prepared or started; the message says what to do about it. */
public final class ServerException extends RuntimeException {

    public ServerException(String message) {
        super(message);
    }

    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
