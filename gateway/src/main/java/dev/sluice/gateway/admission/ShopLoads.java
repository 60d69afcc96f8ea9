package dev.sluice.gateway.admission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The shops that have sent something lately; only who was authenticated gets here, so their number is bounded. */
final class ShopLoads {
    /** As many as the shop directory holds. Shops beyond that share one load. */
    static final int MOST_SHOPS = 10_000;

    private final ConcurrentHashMap<String, ShopLoad> shops = new ConcurrentHashMap<>();
    private final ShopLoad others = new ShopLoad("(others)");

    ShopLoad of(String shop) {
        ShopLoad load = shops.get(shop);
        return load != null ? load : added(shop);
    }

    private ShopLoad added(String shop) {
        return shops.mappingCount() < MOST_SHOPS ? shops.computeIfAbsent(shop, ShopLoad::new) : others;
    }

    /**
     * Brings all rates up to date and forgets who is silent. What a shop sends in that very moment may be lost to its rate.
     *
     * @param seconds since the last time, above 0
     * @return who is not silent, the quietest first
     */
    List<ShopLoad> sampled(double seconds) {
        shops.values().removeIf(load -> load.sampled(seconds));
        List<ShopLoad> active = new ArrayList<>(shops.values());
        if (!others.sampled(seconds)) {
            active.add(others);
        }
        active.sort(Comparator.comparingDouble(ShopLoad::perSecond));
        return active;
    }

    int size() {
        return shops.size();
    }
}
