package dev.sluice.gateway.background;

import reactor.core.publisher.Mono;

/** What is kept in memory of a small table, so that no request asks the database. */
public interface Refreshed {

    /** Reads the table; what was known before stays when that fails. */
    Mono<Void> refresh();

    /** Whether it was ever read. */
    boolean isLoaded();

    /** Rows that are known. */
    int size();
}
