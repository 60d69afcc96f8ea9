package dev.sluice.processor.apply;

import java.util.Set;

/** Told after a commit that wrote something to publish, so that it is published at once and not at the next poll. */
@FunctionalInterface
public interface RelayWakeUp {
    /**
     * Never blocks and may be lost: polling is the fallback.
     *
     * @param shards that got something
     */
    void wake(Set<Short> shards);
}
