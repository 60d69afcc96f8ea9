package dev.sluice.gateway.admission;

/** Whether a disk has room for more. Both bad states end a quarter above where they begin. */
enum DiskRoom {
    ENOUGH,
    /** Below the least: only what is refused last is written. */
    SHORT,
    /** Below half of the least: nothing is. */
    FULL;

    private static final double END = 1.25;

    /**
     * @param leastBytes that must be free; 0 never refuses
     */
    DiskRoom at(long usableBytes, long leastBytes) {
        double least = this == ENOUGH ? leastBytes : leastBytes * END;
        double half = this == FULL ? leastBytes / 2.0 * END : leastBytes / 2.0;
        if (usableBytes < half) {
            return FULL;
        }
        return usableBytes < least ? SHORT : ENOUGH;
    }
}
