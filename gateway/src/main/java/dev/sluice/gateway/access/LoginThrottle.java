package dev.sluice.gateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Slows guessing down: counts wrong logins of the last minutes per e-mail address and over all.
 *
 * <p>An attempt is charged before the password is looked at and given back when it was right: a thousand guesses sent
 * at once are as limited as a thousand in a row. Nothing is kept but the charged attempts, so the limit over all bounds the
 * memory as well, and an address cannot be pushed out by filling the table with others. Counts are this gateway's own.
 */
class LoginThrottle {
    private final int perEmail;
    private final int overall;
    private final Duration window;
    private final Clock clock;

    /** Oldest first. */
    private final Deque<Attempt> attempts = new ArrayDeque<>();

    private final Map<String, Integer> byEmail = new HashMap<>();

    LoginThrottle(AccessSettings settings, Clock clock) {
        this.perEmail = settings.wrongLoginsPerEmail();
        this.overall = settings.wrongLogins();
        this.window = settings.wrongLoginWindow();
        this.clock = clock;
    }

    /**
     * Charges one attempt.
     *
     * @return how long to wait when it is refused, in which case nothing is charged; empty when it may go on
     */
    synchronized Optional<Duration> charge(String email) {
        Instant now = clock.instant();
        forgetUntil(now.minus(window));
        if (attempts.size() >= overall) {
            return Optional.of(untilForgotten(attempts.getFirst(), now));
        }
        int charged = byEmail.getOrDefault(email, 0);
        if (charged >= perEmail) {
            Attempt oldest = attempts.stream()
                    .filter(attempt -> attempt.email.equals(email))
                    .findFirst()
                    .orElseThrow();
            return Optional.of(untilForgotten(oldest, now));
        }
        attempts.addLast(new Attempt(email, now));
        byEmail.put(email, charged + 1);
        return Optional.empty();
    }

    /** Gives back the latest attempt charged for an e-mail address, because it was no guess. */
    synchronized void giveBack(String email) {
        for (var newestFirst = attempts.descendingIterator(); newestFirst.hasNext(); ) {
            if (newestFirst.next().email.equals(email)) {
                newestFirst.remove();
                uncount(email);
                return;
            }
        }
    }

    private void forgetUntil(Instant time) {
        while (!attempts.isEmpty() && !attempts.getFirst().at.isAfter(time)) {
            uncount(attempts.removeFirst().email);
        }
    }

    private void uncount(String email) {
        byEmail.computeIfPresent(email, (key, count) -> count == 1 ? null : count - 1);
    }

    private Duration untilForgotten(Attempt attempt, Instant now) {
        return Duration.between(now, attempt.at.plus(window));
    }

    /** How many addresses are being counted; never above the limit over all. */
    synchronized int addresses() {
        return byEmail.size();
    }

    private record Attempt(String email, Instant at) {
        private Attempt {
            Objects.requireNonNull(email);
        }
    }
}
