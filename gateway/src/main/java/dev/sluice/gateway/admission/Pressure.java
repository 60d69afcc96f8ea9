package dev.sluice.gateway.admission;

import java.util.Locale;

/** How full the queue is. Both upper states end lower than they begin, so that admission does not flutter around a mark. */
enum Pressure {
    /** Up to the low mark: everything comes in. */
    OPEN,
    /** Above the low mark: each shop gets its share. */
    SHARING,
    /** Above the high mark, and from then on until the low one: only what is refused last comes in. */
    OVERLOADED,
    /** Above the hard mark, and from then on until a tenth of the way down to the high one: nothing comes in. */
    CLOSED;

    private final String token = name().toLowerCase(Locale.ROOT);

    Pressure at(long depth, Marks marks) {
        long reopened = marks.hard() - Math.max(1, (marks.hard() - marks.high()) / 10);
        if (depth > marks.hard() || (this == CLOSED && depth > reopened)) {
            return CLOSED;
        }
        if (depth <= marks.low()) {
            return OPEN;
        }
        return depth > marks.high() || this == OVERLOADED || this == CLOSED ? OVERLOADED : SHARING;
    }

    String token() {
        return token;
    }
}
