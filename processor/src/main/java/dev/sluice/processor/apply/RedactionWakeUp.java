package dev.sluice.processor.apply;

/** Told after a commit that recorded requests under data-protection law, so that they are acted on at once. */
@FunctionalInterface
public interface RedactionWakeUp {
    /** Never blocks and may be lost: polling is the fallback. */
    void wake();
}
