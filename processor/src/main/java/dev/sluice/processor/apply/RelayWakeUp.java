package dev.sluice.processor.apply;

/** Told after a commit that wrote transitions, so that they are published at once and not at the next poll. */
@FunctionalInterface
public interface RelayWakeUp {
    /** Never blocks and may be lost: polling is the fallback. */
    void wake();
}
