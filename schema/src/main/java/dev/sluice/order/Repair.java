package dev.sluice.order;

import dev.sluice.contract.LogPlace;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command about an event that was parked, quarantined or became a dead letter. It comes on that event's order's key, so
 * it is carried out in the order's sequence.
 *
 * @param commandId made once by whoever gives the command; the same one twice for an event is stale
 * @param event which one
 * @param reason in the words of whoever gave it
 * @param actor who gave it
 * @param at when it was given; null when it does not say
 */
public record Repair(
        String commandId,
        Action action,
        LogPlace event,
        @Nullable String reason,
        @Nullable String actor,
        @Nullable Instant at) {

    /** What is to become of the event. */
    public enum Action {
        /** It is read again, as it came, and goes through the fold again. */
        RETRY,
        /** It is given up: it stays what it is, or becomes a dead letter when it waited. */
        DISCARD;

        private final String token = name().toLowerCase(Locale.ROOT);

        public String token() {
            return token;
        }

        public static Optional<Action> of(String token) {
            for (Action action : values()) {
                if (action.token.equals(token)) {
                    return Optional.of(action);
                }
            }
            return Optional.empty();
        }
    }
}
