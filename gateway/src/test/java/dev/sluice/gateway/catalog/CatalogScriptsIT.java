package dev.sluice.gateway.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.catalog.CatalogCache.Found;
import dev.sluice.gateway.catalog.CatalogCache.Lookup;
import dev.sluice.gateway.catalog.CatalogCache.Stored;
import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.RunningGateway;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts of the catalog's cache on a real Redis, through what calls them. */
class CatalogScriptsIT {
    private static final String SHOP = "scripts.example.com";
    private static final CacheKey PRODUCT = CacheKey.product(SHOP, "A");
    private static final CacheKey PAGE = CacheKey.listing(SHOP, "all", 50, "");

    private final CatalogCache cache = AdminGateway.get().bean(CatalogCache.class);
    private final CatalogSettings settings = AdminGateway.get().bean(CatalogSettings.class);

    @BeforeEach
    void forget() {
        CatalogRedis.flush();
    }

    private static Representation value(String text) {
        return Representation.of(SHOP, text.getBytes(UTF_8));
    }

    private Lookup read(CacheKey key, String token) {
        return requireNonNull(cache.read(key, token).block(RunningGateway.BOUND));
    }

    private Stored store(CacheKey key, String token, long generation, String text) {
        return requireNonNull(cache.store(key, token, generation, value(text)).block(RunningGateway.BOUND));
    }

    private void clear(long generation, String... skus) {
        cache.clear(SHOP, generation, List.of(skus)).block(RunningGateway.BOUND);
    }

    private String cached(CacheKey key) {
        Lookup lookup = read(key, "looking");
        assertThat(lookup.found()).isEqualTo(Found.VALUE);
        return new String(requireNonNull(lookup.value()).json(), UTF_8);
    }

    @Test
    void the_first_who_finds_nothing_has_the_lease_and_others_wait_for_it() {
        for (CacheKey key : List.of(PRODUCT, PAGE)) {
            assertThat(read(key, "first")).isEqualTo(new Lookup(Found.LEASE, null, key == PRODUCT ? -1 : 3));
            assertThat(read(key, "second").found()).isEqualTo(Found.OTHERS_LEASE);

            assertThat(store(key, "first", 3, "value")).isEqualTo(Stored.STORED);

            assertThat(cached(key)).isEqualTo("value");
        }
    }

    @Test
    void what_was_read_before_a_change_is_not_stored_after_it() {
        read(PRODUCT, "slow");
        clear(5, "A");

        assertThat(store(PRODUCT, "slow", 4, "old")).isEqualTo(Stored.STALE);

        assertThat(read(PRODUCT, "next")).isEqualTo(new Lookup(Found.LEASE, null, 5));
        assertThat(store(PRODUCT, "next", 5, "new")).isEqualTo(Stored.STORED);
    }

    @Test
    void a_change_drops_its_product_and_all_listings_and_no_other_product() {
        CacheKey other = CacheKey.product(SHOP, "B");
        for (CacheKey key : List.of(PRODUCT, other, PAGE)) {
            read(key, "t");
            store(key, "t", 1, "value");
        }

        clear(2, "A");

        assertThat(read(PRODUCT, "x").found()).isEqualTo(Found.LEASE);
        assertThat(read(PAGE, "x").found()).isEqualTo(Found.LEASE);
        assertThat(cached(other)).isEqualTo("value");
    }

    @Test
    void the_generation_never_goes_back() {
        clear(7, "A");
        clear(6, "A");
        read(PRODUCT, "t");

        assertThat(store(PRODUCT, "t", 6, "old")).isEqualTo(Stored.STALE);
    }

    @Test
    void a_loader_of_before_a_flush_stores_nothing_after_it() {
        clear(5, "A");
        read(PRODUCT, "slow");
        CatalogRedis.flush();

        assertThat(store(PRODUCT, "slow", 4, "old")).isEqualTo(Stored.NO_LEASE);
        assertThat(read(PRODUCT, "next").generation()).isEqualTo(-1);
    }

    @Test
    void a_lease_ends_with_nothing_to_store() {
        read(PRODUCT, "first");

        assertThat(cache.store(PRODUCT, "first", 1, null).block(RunningGateway.BOUND))
                .isEqualTo(Stored.NOTHING);

        assertThat(read(PRODUCT, "second").found()).isEqualTo(Found.LEASE);
    }

    @Test
    void listings_of_a_shop_have_an_end() {
        for (int i = 0; i <= settings.maxListings(); i++) {
            CacheKey page = CacheKey.listing(SHOP, "all", 50, "place " + i);
            read(page, "t");
            assertThat(store(page, "t", 1, "value"))
                    .isEqualTo(i < settings.maxListings() ? Stored.STORED : Stored.FULL);
        }
    }

    @Test
    void everything_has_a_time_to_live_and_the_hash_tag_of_its_shop() {
        read(PRODUCT, "t");
        store(PRODUCT, "t", 1, "value");
        read(PAGE, "t");
        store(PAGE, "t", 1, "value");
        read(CacheKey.product(SHOP, "leased"), "t");

        List<String> keys = CatalogRedis.on(redis -> redis.keys("*"));

        assertThat(keys).hasSize(4).allMatch(key -> key.startsWith("sluice:catalog:{" + SHOP + "}:"));
        for (String key : keys) {
            long ttlSeconds = CatalogRedis.<Long>on(redis -> redis.ttl(key));
            assertThat(ttlSeconds)
                    .as(key)
                    .isBetween(0L, 2 * settings.timeToLive().toSeconds());
        }
    }
}
