package dev.sluice.gateway.admission;

/**
 * Hysteresis: exceeded above {@code high}, and from then on until the depth is back at {@code low}, so that admission
 * does not flutter around one value.
 */
record HighMark(long low, long high, boolean exceeded) {

    HighMark {
        if (low < 0 || high <= low) {
            throw new IllegalArgumentException("high must be above low");
        }
    }

    HighMark at(long depth) {
        boolean next = exceeded ? depth > low : depth > high;
        return next == exceeded ? this : new HighMark(low, high, next);
    }

    HighMark cleared() {
        return exceeded ? new HighMark(low, high, false) : this;
    }
}
