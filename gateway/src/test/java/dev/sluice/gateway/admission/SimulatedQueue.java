package dev.sluice.gateway.admission;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gateway and a processor in virtual time: shops that send at random times, a queue that drains at a fixed rate, samples
 * every half a second. The same seed gives the same run.
 */
final class SimulatedQueue {
    private static final long STEP_NANOS = 10_000_000;
    private static final double STEP_SECONDS = STEP_NANOS / 1e9;
    private static final int STEPS_A_SAMPLE = 50;

    private final AtomicLong now = new AtomicLong();
    private final Random random;
    private final AdmissionController controller;
    private final List<Shop> shops;
    private RateMeter drained = RateMeter.NONE;
    private double drainPerSecond;
    private double applied;
    private double queue;
    private long longest;
    private long steps;

    SimulatedQueue(long seed, List<Shop> shops, double drainPerSecond) {
        this.random = new Random(seed);
        this.shops = shops;
        this.drainPerSecond = drainPerSecond;
        this.controller = new AdmissionController(
                new Marks(20_000, 100_000, 500_000),
                new InFlightBound(2_000, 24_000_000),
                5_000_000_000L,
                now::get,
                random::nextDouble);
    }

    void drains(double perSecond) {
        drainPerSecond = perSecond;
    }

    void run(int seconds) {
        for (long end = steps + (long) (seconds / STEP_SECONDS); steps < end; steps++) {
            now.addAndGet(STEP_NANOS);
            shops.forEach(this::send);
            double taken = Math.min(queue, drainPerSecond * STEP_SECONDS);
            queue -= taken;
            applied += taken;
            longest = Math.max(longest, (long) queue);
            if (steps % STEPS_A_SAMPLE == 0) {
                drained = drained.sampled((long) applied, now.get());
                controller.sampled((long) queue, drained.perSecond(), 1);
            }
        }
    }

    private void send(Shop shop) {
        for (int i = poisson(shop.perSecond * STEP_SECONDS); i > 0; i--) {
            Traffic traffic = random.nextDouble() < shop.newOrders ? Traffic.NEW_ORDER : Traffic.OTHER;
            boolean taken = controller.decide(shop.name, traffic, 0, 1_000).reason() == null;
            shop.sent++;
            if (taken) {
                queue++;
            } else {
                shop.refused++;
            }
        }
    }

    private int poisson(double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    long longest() {
        return longest;
    }

    long depth() {
        return (long) queue;
    }

    double applied() {
        return applied;
    }

    AdmissionStatus status() {
        return controller.status();
    }

    /** Sends at random times, and drops what is refused. */
    static final class Shop {
        private final String name;
        private final double newOrders;
        private double perSecond;
        private long sent;
        private long refused;

        /**
         * @param newOrders their part of what it sends, 0 to 1
         */
        Shop(String name, double perSecond, double newOrders) {
            this.name = name;
            this.perSecond = perSecond;
            this.newOrders = newOrders;
        }

        void sends(double newPerSecond) {
            perSecond = newPerSecond;
        }

        long taken() {
            return sent - refused;
        }

        double refusedShare() {
            return sent == 0 ? 0 : (double) refused / sent;
        }
    }
}
