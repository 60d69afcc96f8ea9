package dev.sluice.contract;

import java.util.Locale;

/** What became of a published event; every event ends as exactly one of these (guarantee G2). */
public enum Outcome {
    /** It changed an order's facts, or was carried out. */
    APPLIED,
    /** The same delivery again. */
    DUPLICATE,
    /** It says nothing that the merged facts do not say already. */
    STALE,
    /** A partial event that waits for its order's first snapshot. */
    PARKED,
    /** It cannot be read. */
    QUARANTINED,
    /** It can be read but not applied. */
    DEAD_LETTERED,
    /** A topic that Sluice has no use for. */
    IGNORED;

    private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String token() {
        return token;
    }

    /**
     * @throws IllegalArgumentException for a token that names no outcome
     */
    public static Outcome of(String token) {
        for (Outcome outcome : values()) {
            if (outcome.token.equals(token)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("no such outcome: " + token);
    }
}
