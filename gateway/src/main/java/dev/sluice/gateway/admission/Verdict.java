package dev.sluice.gateway.admission;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What admission says to a delivery or a command.
 *
 * @param reason why it is refused; null when it is admitted
 * @param retryAfterSeconds when to come again, from 1 to 300; 0 when admitted
 */
public record Verdict(@Nullable Reason reason, long retryAfterSeconds) {
    static final Verdict ADMITTED = new Verdict(null, 0);

    static Verdict refused(Reason reason, long retryAfterSeconds) {
        return new Verdict(reason, retryAfterSeconds);
    }

    /** Why something is refused; a metric tag. */
    public enum Reason {
        /** The queue is above its low mark and the shop sends more than its share. */
        SHARE,
        /** The queue was above its high mark and is not yet back at the low one. */
        HIGH_MARK,
        /** The queue is above its hard mark: nothing comes in. */
        HARD_MARK,
        /** Too much waits for the log in this gateway. */
        IN_FLIGHT,
        /** A disk of Kafka's has too little room. */
        KAFKA_DISK,
        /** PostgreSQL's disk has too little room. */
        DATABASE_DISK;

        private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

        public String token() {
            return token;
        }
    }
}
