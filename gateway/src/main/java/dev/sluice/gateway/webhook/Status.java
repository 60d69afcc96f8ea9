package dev.sluice.gateway.webhook;

import java.util.Locale;

/** What a signed delivery is told; all of them are a 200. */
enum Status {
    /** It is in the log. */
    ACCEPTED,
    /** It is known to be in the log already. */
    DUPLICATE,
    /** It is in the log of what cannot be read, for an operator to see. */
    QUARANTINED;

    private final String token = name().toLowerCase(Locale.ROOT);

    String token() {
        return token;
    }
}
