package dev.sluice.gateway.publish;

import org.jspecify.annotations.Nullable;

/** The log did not take an event in time. */
public final class LogUnavailableException extends RuntimeException {

    LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
