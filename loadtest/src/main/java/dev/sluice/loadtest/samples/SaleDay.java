package dev.sluice.loadtest.samples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * A sale day of several shops as the deliveries that Shopify would send: every order lives a legal story, some
 * deliveries come twice, many come late or before those they build on, a few can't be used.
 *
 * <p>The same settings give the same bytes. Deliveries are made while they are iterated, so a day of any length needs
 * little memory.
 */
public final class SaleDay implements Iterable<Delivery> {

    /**
     * @param seed of everything that chance decides
     * @param run keeps the orders of several days apart on one database: part of every order id; seconds since 1970 do
     *     well; 0 to 5,000,000,000
     * @param orders from 1 to {@value #MAX_ORDERS}
     * @param shops domains, at least one; orders are spread over them
     * @param opens when the first order is placed; the lives of the last ones end within four days later
     * @param duplicates share of deliveries that come twice, 0 to 1
     * @param disorder share of deliveries that are held up, 0 to 1
     * @param unusable one unusable body on how many orders; 0 for none
     */
    public record Settings(
            long seed,
            long run,
            int orders,
            List<String> shops,
            Instant opens,
            double duplicates,
            double disorder,
            int unusable) {
        public static final int MAX_ORDERS = 200_000;

        public Settings {
            if (orders < 1 || orders > MAX_ORDERS) {
                throw new IllegalArgumentException("orders must be 1 to " + MAX_ORDERS);
            }
            if (run < 0 || run > 5_000_000_000L) {
                throw new IllegalArgumentException("run must be 0 to 5000000000");
            }
            if (shops.isEmpty()) {
                throw new IllegalArgumentException("a sale day needs a shop");
            }
            if (duplicates < 0 || duplicates > 1 || disorder < 0 || disorder > 1 || unusable < 0) {
                throw new IllegalArgumentException("duplicates and disorder are shares, unusable is a number");
            }
            shops = List.copyOf(shops);
        }

        /** 10 % duplicates, a quarter of the deliveries held up, an unusable body on every 200 orders. */
        public static Settings usual(long seed, long run, int orders, List<String> shops, Instant opens) {
            return new Settings(seed, run, orders, shops, opens, 0.1, 0.25, 200);
        }
    }

    private static final int SECONDS_BETWEEN_ORDERS = 7;
    private static final int DAY_SECONDS = 86_400;
    private static final long IDS_PER_RUN = 1_000_000;

    /** Ids of old shops fit into a double, those of the documentation's samples do not. */
    private static final long LARGE_IDS = 820_000_000_000_000_000L;

    private final Settings settings;

    public SaleDay(Settings settings) {
        this.settings = settings;
    }

    public Settings settings() {
        return settings;
    }

    /** The deliveries in the order of their arrival. */
    @Override
    public Iterator<Delivery> iterator() {
        return new Arrivals(this);
    }

    /** How many deliveries the iterator gives. */
    public int deliveries() {
        int sum = 0;
        for (int index = 0; index < settings.orders(); index++) {
            sum += Arrivals.countAt(this, plan(index));
        }
        return sum;
    }

    /** How many of them can't be used and must end in quarantine; none of these comes twice. */
    public int unusable() {
        int sum = 0;
        for (int index = 0; index < settings.orders(); index++) {
            sum += Oddities.hasUnusable(settings, index) ? 1 : 0;
        }
        return sum;
    }

    /** How every order must stand at last. */
    public List<ExpectedOrder> expectations() {
        List<ExpectedOrder> orders = new ArrayList<>(settings.orders());
        for (int index = 0; index < settings.orders(); index++) {
            orders.add(plan(index).expected());
        }
        return orders;
    }

    /**
     * The deliveries of one order as they happened: in order and without duplicates.
     *
     * @param index from 0 to the number of orders, exclusive
     */
    public List<Delivery> story(int index) {
        return ShopifyOrder.story(plan(index));
    }

    /** When the first order is placed. */
    public Instant firstPlaced() {
        return settings.opens();
    }

    /** No order is placed after this. */
    public Instant lastPlaced() {
        return settings.opens().plusSeconds(DAY_SECONDS);
    }

    /** Whether the id is one that this day, or another one of the same run, gives to orders. */
    public boolean owns(String orderId) {
        if (!orderId.matches("[0-9]{1,18}")) {
            return false;
        }
        long id = Long.parseLong(orderId);
        long small = id >= LARGE_IDS ? id - LARGE_IDS : id;
        return small / IDS_PER_RUN == settings.run();
    }

    OrderPlan plan(int index) {
        long seed = mixed(settings.seed() * 31 + settings.run(), index);
        Random chance = new Random(seed);
        chance.nextInt(); // The first draws of neighbouring seeds resemble each other.
        Life life = index < Life.values().length ? Life.values()[index] : Life.any(chance);
        int shop = index % settings.shops().size();
        long small = settings.run() * IDS_PER_RUN + index * 5L + 1;
        // Now and then two shops have an order of the same id: two orders, apart by (shop, id).
        boolean twin = settings.shops().size() > 1 && index % 500 == 100;
        long id = twin ? small - 5 : index % 4 == 0 || index % 500 == 99 ? small : LARGE_IDS + small;
        return new OrderPlan(
                index,
                Storefront.of(settings.shops().get(shop), shop),
                id,
                1_001 + index,
                life,
                settings.opens().plusSeconds((long) index * SECONDS_BETWEEN_ORDERS % DAY_SECONDS),
                seed);
    }

    /** Spreads (seed, index) over all 64 bits, so that each order has chances of its own. */
    static long mixed(long seed, long index) {
        long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
