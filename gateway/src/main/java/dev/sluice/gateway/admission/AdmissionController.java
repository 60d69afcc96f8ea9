package dev.sluice.gateway.admission;

import dev.sluice.gateway.admission.AdmissionStatus.ShopShare;
import dev.sluice.gateway.admission.ShopLoad.Grant;
import dev.sluice.gateway.admission.Verdict.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides on every delivery and command from what was last measured. Pure: time and chance come from outside. Samples come
 * one at a time, any number of threads ask.
 */
final class AdmissionController {
    /** A shop always gets as much, in events a second, up to the high mark. */
    static final double LEAST_SHARE_PER_SECOND = 1;

    /** What a shop can always save up, in events: Shopify sends an order's first deliveries together. */
    static final int LEAST_BURST = 20;

    /** Larger shares make no difference; bounds the sums. */
    private static final double MOST_SHARE_PER_SECOND = 1e6;

    private static final double BURST_SECONDS = 5;

    /** What saved-up shares may fill of the room between low and high mark. */
    private static final int BURST_PART = 8;

    private static final int LOUDEST = 5;
    private static final long DISK_RETRY_SECONDS = 60;

    private final Marks marks;
    private final InFlightBound bound;
    private final long holdNanos;
    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private final ShopLoads shops = new ShopLoads();
    private final Map<Reason, DiskRoom> disks = new EnumMap<>(Reason.class);
    private volatile State state;
    private volatile @Nullable ShortDisk shortDisk;

    /**
     * @param holdNanos how long a depth counts when no newer one can be read
     * @param nanoTime now, on the clock of the samples
     * @param random from 0 to 1
     */
    AdmissionController(
            Marks marks, InFlightBound bound, long holdNanos, LongSupplier nanoTime, DoubleSupplier random) {
        this.marks = marks;
        this.bound = bound;
        this.holdNanos = holdNanos;
        this.nanoTime = nanoTime;
        this.random = random;
        this.state = State.atStart(nanoTime.getAsLong());
    }

    /**
     * A depth was read.
     *
     * @param drainPerSecond events that the processor takes from the queue
     * @param part of what comes into the queue by this gateway, above 0 to 1: as much of the capacity is its own
     */
    synchronized void sampled(long depth, double drainPerSecond, double part) {
        State last = state;
        long now = nanoTime.getAsLong();
        double seconds = Math.max(1, now - last.atNanos) / 1e9;
        List<ShopLoad> active = shops.sampled(seconds);
        double[] rates = active.stream().mapToDouble(ShopLoad::perSecond).toArray();
        Pressure pressure = last.pressure.at(depth, marks);
        double share = share(rates, part * Capacity.ofAll(marks, depth, drainPerSecond));
        double ofNewOrders = share(rates, part * Capacity.ofNewOrders(marks, pressure, depth, drainPerSecond));
        state = new State(
                pressure,
                true,
                depth,
                drainPerSecond,
                now,
                last.all.at(now - last.atNanos).with(share, burst(share)),
                last.newOrders.at(now - last.atNanos).with(ofNewOrders, burst(ofNewOrders)),
                loudest(active, share));
    }

    private static double share(double[] rates, double capacity) {
        double level = FairShares.level(rates, capacity);
        return Math.min(MOST_SHARE_PER_SECOND, Math.max(LEAST_SHARE_PER_SECOND, level));
    }

    private double burst(double sharePerSecond) {
        double most = (double) (marks.high() - marks.low()) / BURST_PART;
        return Math.max(LEAST_BURST, Math.min(BURST_SECONDS * sharePerSecond, most));
    }

    private static List<ShopShare> loudest(List<ShopLoad> active, double share) {
        List<ShopShare> loudest = new ArrayList<>(LOUDEST);
        for (int i = active.size() - 1; i >= 0 && loudest.size() < LOUDEST; i--) {
            ShopLoad load = active.get(i);
            loudest.add(new ShopShare(load.shop(), load.perSecond(), Math.min(load.perSecond(), share)));
        }
        return loudest;
    }

    /** No depth could be read: the last one holds for a while, then the bound of what is in flight decides alone. */
    synchronized void notSampled() {
        State last = state;
        if (last.known && nanoTime.getAsLong() - last.atNanos > holdNanos) {
            state = last.unknown();
        }
    }

    /**
     * A disk was read.
     *
     * @param disk {@link Reason#KAFKA_DISK} or {@link Reason#DATABASE_DISK}
     * @param leastBytes that must be free
     */
    synchronized void disk(Reason disk, long usableBytes, long leastBytes) {
        disks.compute(disk, (d, last) -> (last == null ? DiskRoom.ENOUGH : last).at(usableBytes, leastBytes));
        shortDisk = shortest(disks);
    }

    /** A disk cannot be read for so long that what was last known of it counts no more. */
    synchronized void diskUnknown(Reason disk) {
        disks.remove(disk);
        shortDisk = shortest(disks);
    }

    private static @Nullable ShortDisk shortest(Map<Reason, DiskRoom> disks) {
        ShortDisk shortest = null;
        for (Map.Entry<Reason, DiskRoom> disk : disks.entrySet()) {
            DiskRoom room = disk.getValue();
            if (room.compareTo(shortest == null ? DiskRoom.ENOUGH : shortest.room) > 0) {
                shortest = new ShortDisk(disk.getKey(), room);
            }
        }
        return shortest;
    }

    boolean isOverloaded() {
        return state.pressure.compareTo(Pressure.OVERLOADED) >= 0;
    }

    Pressure pressure() {
        return state.pressure;
    }

    double sharePerSecond() {
        return state.all.perSecond;
    }

    AdmissionStatus status() {
        State now = state;
        List<String> reasons = new ArrayList<>();
        switch (now.pressure) {
            case OPEN -> {}
            case SHARING -> reasons.add("low-mark");
            case OVERLOADED -> reasons.add(Reason.HIGH_MARK.token());
            case CLOSED -> reasons.add(Reason.HARD_MARK.token());
        }
        if (!now.known) {
            reasons.add("depth-unknown");
        }
        ShortDisk disk = shortDisk;
        if (disk != null) {
            reasons.add(disk.reason.token());
        }
        return new AdmissionStatus(
                now.pressure.token(),
                reasons,
                marks.low(),
                marks.high(),
                marks.hard(),
                bound.events(),
                now.all.perSecond,
                now.loudest);
    }

    /**
     * @param shop that is authenticated
     * @param inFlight publishes that wait for their ack
     * @param bytes of their bodies, the one asked about included
     */
    Verdict decide(String shop, Traffic traffic, int inFlight, long bytes) {
        State now = state;
        ShopLoad load = null;
        if (traffic != Traffic.COMMAND) {
            load = shops.of(shop);
            load.offered();
        }
        if (!bound.allows(traffic, inFlight, bytes)) {
            // What is in flight is over within seconds, acknowledged or not.
            return Verdict.refused(Reason.IN_FLIGHT, 1 + Math.round(2 * random.getAsDouble()));
        }
        ShortDisk disk = shortDisk;
        if (disk != null && disk.refuses(traffic)) {
            return Verdict.refused(
                    disk.reason, DISK_RETRY_SECONDS + Math.round(DISK_RETRY_SECONDS / 4.0 * random.getAsDouble()));
        }
        Reason reason = byDepth(now, load, traffic);
        return reason == null ? Verdict.ADMITTED : refused(now, reason);
    }

    private @Nullable Reason byDepth(State now, @Nullable ShopLoad load, Traffic traffic) {
        if (now.pressure == Pressure.OPEN) {
            return null;
        }
        if (now.pressure == Pressure.CLOSED) {
            return Reason.HARD_MARK;
        }
        if (load == null) {
            return null;
        }
        boolean sharing = now.pressure == Pressure.SHARING;
        if (traffic == Traffic.OTHER && !sharing) {
            return Reason.HIGH_MARK;
        }
        long passed = nanoTime.getAsLong() - now.atNanos;
        Grant all = now.all.grant(passed);
        boolean taken = traffic == Traffic.NEW_ORDER
                ? load.takeNewOrder(now.newOrders.grant(passed), all)
                : load.takeOther(all);
        return taken ? null : sharing ? Reason.SHARE : Reason.HIGH_MARK;
    }

    private Verdict refused(State now, Reason reason) {
        long excess = now.depth - marks.low();
        return Verdict.refused(reason, RetryAfter.seconds(excess, now.drainPerSecond, random.getAsDouble()));
    }

    /**
     * What all shops are given: so much up to some moment, and so much a second since.
     *
     * @param total events
     * @param burst events that can be saved up
     */
    private record Flow(double total, double perSecond, double burst) {
        private static final double THOUSANDTHS = 1_000;

        Flow at(long passedNanos) {
            return new Flow(total(passedNanos), perSecond, burst);
        }

        Flow with(double newPerSecond, double newBurst) {
            return new Flow(total, newPerSecond, newBurst);
        }

        Grant grant(long passedNanos) {
            return new Grant((long) (total(passedNanos) * THOUSANDTHS), (long) (burst * THOUSANDTHS));
        }

        /** Not less when a thread's time is from just before the sample. */
        private double total(long passedNanos) {
            return total + perSecond * Math.max(0, passedNanos) / 1e9;
        }
    }

    /**
     * @param reason that stands for the disk
     * @param room less than enough
     */
    private record ShortDisk(Reason reason, DiskRoom room) {

        boolean refuses(Traffic traffic) {
            return room == DiskRoom.FULL || traffic == Traffic.OTHER;
        }
    }

    /**
     * @param known whether the depth counts
     * @param atNanos when the depth was read, from when on the flows count
     */
    private record State(
            Pressure pressure,
            boolean known,
            long depth,
            double drainPerSecond,
            long atNanos,
            Flow all,
            Flow newOrders,
            List<ShopShare> loudest) {

        static State atStart(long now) {
            Flow least = new Flow(0, LEAST_SHARE_PER_SECOND, LEAST_BURST);
            return new State(Pressure.OPEN, true, 0, 0, now, least, least, List.of());
        }

        State unknown() {
            return new State(Pressure.OPEN, false, depth, drainPerSecond, atNanos, all, newOrders, loudest);
        }
    }
}
