package dev.sluice.gateway.admission;

/**
 * How much may come in while the queue is above its low mark, in events a second. What drains sets the measure, and the
 * room that is left corrects it: the depth comes to rest between low and high mark, where quiet shops notice nothing.
 */
final class Capacity {
    /** In which the depth is brought to the middle between low and high mark. */
    private static final double CORRECTION_SECONDS = 30;

    /** In which the room up to a mark may be used while little or nothing drains. */
    private static final double ROOM_SECONDS = 120;

    /** Below it nothing drains, and there is only room to share out. */
    private static final double STALLED_PER_SECOND = 1;

    private Capacity() {}

    /**
     * For all shops together. Never rises with the depth. At the middle between the marks it is what drains; above, at least
     * half of that, and at least what fills the room up to the high mark in two minutes.
     */
    static double ofAll(Marks marks, long depth, double drainPerSecond) {
        double middle = (marks.low() + marks.high()) / 2.0;
        double corrected = drainPerSecond + (middle - depth) / CORRECTION_SECONDS;
        return Math.max(Math.max(corrected, drainPerSecond / 2), room(depth, marks.high()));
    }

    /**
     * For what makes orders, all shops together: in an overload half of what drains, so that the queue always gets shorter;
     * while nothing drains, the room up to the hard mark.
     */
    static double ofNewOrders(Marks marks, Pressure pressure, long depth, double drainPerSecond) {
        if (drainPerSecond < STALLED_PER_SECOND) {
            return room(depth, marks.hard());
        }
        return pressure == Pressure.OVERLOADED || pressure == Pressure.CLOSED
                ? drainPerSecond / 2
                : ofAll(marks, depth, drainPerSecond);
    }

    private static double room(long depth, long mark) {
        return Math.max(0, mark - depth) / ROOM_SECONDS;
    }
}
