package dev.sluice.gateway.admission;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What one shop sends, and what it has used up of its share. Any number of threads count and take, one samples. */
final class ShopLoad {
    /** Time in which two thirds of a change of the rate show. */
    private static final double TIME_CONSTANT_SECONDS = 10;

    /** Below one event in a quarter of an hour a shop is silent. */
    private static final double SILENT_PER_SECOND = 0.001;

    private final String shop;
    private final LongAdder offered = new LongAdder();
    private final Bucket all = new Bucket();
    private final Bucket newOrders = new Bucket();
    private long lastOffered;
    private double perSecond;

    ShopLoad(String shop) {
        this.shop = shop;
    }

    String shop() {
        return shop;
    }

    void offered() {
        offered.increment();
    }

    /** Events a second that the shop has sent recently, refused ones included; for the thread that samples. */
    double perSecond() {
        return perSecond;
    }

    /** Whether the shop has sent nothing for so long that it can be forgotten. */
    boolean sampled(double seconds) {
        long total = offered.sum();
        double rate = (total - lastOffered) / seconds;
        double weight = 1 - Math.exp(-seconds / TIME_CONSTANT_SECONDS);
        lastOffered = total;
        perSecond += weight * (rate - perSecond);
        if (perSecond < SILENT_PER_SECOND) {
            perSecond = 0;
        }
        return perSecond == 0;
    }

    boolean takeOther(Grant grant) {
        return all.take(grant);
    }

    /** A new order has a bucket of its own and is taken out of the shop's share all the same: the shop's others pay. */
    boolean takeNewOrder(Grant ofNewOrders, Grant ofAll) {
        boolean taken = newOrders.take(ofNewOrders);
        if (taken) {
            all.charge(ofAll);
        }
        return taken;
    }

    /**
     * What every shop has been given since the start, and how much of it can be saved up; in thousandths of an event. All
     * shops have the same share, so their buckets are filled by one number.
     */
    record Grant(long total, long burst) {}

    /** A token bucket without a clock: it holds how much of the grant is used up. */
    private static final class Bucket {
        private static final long EVENT = 1_000;
        private final AtomicLong used = new AtomicLong(Long.MIN_VALUE);

        boolean take(Grant grant) {
            while (true) {
                long before = used.get();
                long after = Math.max(before, grant.total - grant.burst) + EVENT;
                if (after > grant.total) {
                    return false;
                }
                if (used.compareAndSet(before, after)) {
                    return true;
                }
            }
        }

        /** Takes what is not there too, up to one burst of debt. */
        void charge(Grant grant) {
            used.updateAndGet(
                    before -> Math.min(Math.max(before, grant.total - grant.burst) + EVENT, grant.total + grant.burst));
        }
    }
}
