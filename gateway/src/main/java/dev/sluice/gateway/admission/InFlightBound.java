package dev.sluice.gateway.admission;

/**
 * How much may wait for the log in this gateway. The last part of it is kept free for what is refused last: the top
 * sixteenth for operators' commands alone, the one below for new orders too.
 *
 * @param events most publishes
 * @param bytes most bytes of bodies
 */
record InFlightBound(int events, long bytes) {
    private static final int PARTS = 16;

    InFlightBound {
        if (events < 1 || bytes < 1) {
            throw new IllegalArgumentException("the bound of what is in flight must be positive");
        }
    }

    /**
     * @param inFlight publishes that wait
     * @param inFlightBytes of their bodies, the one asked about included
     */
    boolean allows(Traffic traffic, int inFlight, long inFlightBytes) {
        int reserved = switch (traffic) {
            case COMMAND -> 0;
            case NEW_ORDER -> 1;
            case OTHER -> 2;
        };
        return inFlight < events - events / PARTS * reserved && inFlightBytes <= bytes - bytes / PARTS * reserved;
    }
}
