package dev.sluice.local;

import java.util.Locale;

/** The processes of a stack. */
public enum Part {
    POSTGRES,
    REDIS,
    KAFKA,
    PROCESSOR,
    /** A second processor beside the first; only where somebody asks for one. */
    PROCESSOR_2,
    GATEWAY;

    private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name of its pid file and its log. */
    public String token() {
        return token;
    }
}
