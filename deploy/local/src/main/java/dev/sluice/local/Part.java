package dev.sluice.local;

import java.util.Locale;

/** The processes of a stack. */
public enum Part {
    POSTGRES,
    REDIS,
    KAFKA,
    PROCESSOR,
    /** Further ones beside the first; only where somebody asks for them. */
    PROCESSOR_2,
    PROCESSOR_3,
    GATEWAY,
    GATEWAY_2;

    private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name of its pid file and its log. */
    public String token() {
        return token;
    }
}
