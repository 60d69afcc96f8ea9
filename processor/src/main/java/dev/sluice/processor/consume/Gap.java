package dev.sluice.processor.consume;

/**
 * Tells records that were on their way when delivery was started elsewhere from records that the log really lacks. Only
 * the latter are still missing after the log was asked again. Counts calls of a check that runs every second, so that it
 * needs no clock.
 */
final class Gap {
    private static final int CHECKS_BEFORE_ASKING = 5;

    private long missingBefore = -1;
    private int checks;
    private int asked;

    /**
     * A record came that lies above the expected offset.
     *
     * @return whether the gap below it is real: asking twice brought the same record again
     */
    boolean confirmed(long offset) {
        if (offset != missingBefore) {
            if (missingBefore < 0 || offset < missingBefore) {
                missingBefore = offset;
            }
            return false;
        }
        return asked >= 2;
    }

    /** The expected record came. */
    void closed() {
        missingBefore = -1;
        checks = 0;
        asked = 0;
    }

    /** Whether it is time to ask the log again. */
    boolean isDue() {
        if (missingBefore < 0 || ++checks < CHECKS_BEFORE_ASKING) {
            return false;
        }
        checks = 0;
        asked++;
        return true;
    }
}
