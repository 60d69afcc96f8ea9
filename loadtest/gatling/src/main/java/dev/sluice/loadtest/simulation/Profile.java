package dev.sluice.loadtest.simulation;

import java.util.Locale;

/** How much is played. */
public enum Profile {
    /** Seconds of everything, on any machine: judges what was answered, never how fast. */
    SMOKE,
    /** Minutes of everything, with judgements on times. */
    FULL;

    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such profile */
    public static Profile of(String token) {
        return valueOf(token.toUpperCase(Locale.ROOT));
    }

    int pick(int smoke, int full) {
        return this == SMOKE ? smoke : full;
    }
}
