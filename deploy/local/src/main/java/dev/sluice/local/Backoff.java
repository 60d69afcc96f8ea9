package dev.sluice.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Decides when a part that died is started again: at once, then later and later, and no more after many fast deaths. */
final class Backoff {
    static final int DEATHS_ALLOWED = 6;
    static final Duration WINDOW = Duration.ofMinutes(3);

    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Deque<Instant> deaths = new ArrayDeque<>();

    /** The wait before the next start; empty when it died too often within {@link #WINDOW}. */
    Optional<Duration> afterDeath(Instant now) {
        deaths.addLast(now);
        while (deaths.getFirst().isBefore(now.minus(WINDOW))) {
            deaths.removeFirst();
        }
        int recent = deaths.size();
        if (recent > DEATHS_ALLOWED) {
            return Optional.empty();
        }
        Duration wait = recent == 1 ? Duration.ZERO : Duration.ofSeconds(1L << (recent - 2));
        return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }
}
