package dev.sluice.loadtest.client;

import org.jspecify.annotations.Nullable;

/** What is to be sent; asked by several threads at once. Must not block for long. */
@FunctionalInterface
public interface Feed {

    /** The next call, or null when there are no more. */
    @Nullable
    Call next();
}
