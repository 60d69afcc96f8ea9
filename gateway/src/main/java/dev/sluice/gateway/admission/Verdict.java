package dev.sluice.gateway.admission;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What admission says to a delivery.
 *
 * @param reason why it is refused; null when it is admitted
 * @param retryAfterSeconds when to come again, at least 1; 0 when admitted
 */
public record Verdict(@Nullable Reason reason, long retryAfterSeconds) {
    static final Verdict ADMITTED = new Verdict(null, 0);

    static Verdict refused(Reason reason, long retryAfterSeconds) {
        return new Verdict(reason, retryAfterSeconds);
    }

    /** Why deliveries are refused; a metric tag. */
    public enum Reason {
        /** The queue is above its high mark, or not yet back at the low one. */
        HIGH_MARK,
        /** Too much waits for the log in this gateway. */
        IN_FLIGHT;

        private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

        public String token() {
            return token;
        }
    }
}
