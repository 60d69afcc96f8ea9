package dev.sluice.gateway.admin.repair;

import dev.sluice.contract.Outcome;

/** The lists of events that were not applied. */
enum SetAside {
    DEAD_LETTERS("dead-letters", Outcome.DEAD_LETTERED),
    PARKED("parked", Outcome.PARKED),
    QUARANTINE("quarantine", Outcome.QUARANTINED);

    private final String path;
    private final Outcome outcome;

    SetAside(String path, Outcome outcome) {
        this.path = path;
        this.outcome = outcome;
    }

    /** Its name in the API. */
    String path() {
        return path;
    }

    Outcome outcome() {
        return outcome;
    }
}
