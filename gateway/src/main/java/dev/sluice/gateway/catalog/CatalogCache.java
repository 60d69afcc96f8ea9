package dev.sluice.gateway.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.dedup.GuardedScripts;
import dev.sluice.gateway.dedup.Script;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The catalog in Redis, by {@code catalog_read.lua}, {@code catalog_store.lua} and {@code catalog_clear.lua}. */
final class CatalogCache {
    private static final byte[] NOTHING = {};

    private final GuardedScripts scripts;
    private final CatalogSettings settings;
    private final Script read = Script.read("catalog_read");
    private final Script store = Script.read("catalog_store");
    private final Script clear = Script.read("catalog_clear");

    CatalogCache(GuardedScripts scripts, CatalogSettings settings) {
        this.scripts = scripts;
        this.settings = settings;
    }

    /** What {@link #read} found. */
    enum Found {
        VALUE,
        /** Nothing, and whoever asked is to load it. */
        LEASE,
        /** Nothing, and somebody else loads it. */
        OTHERS_LEASE
    }

    /**
     * @param value null unless there is one
     * @param generation the newest that Redis knows of; -1 for none
     */
    record Lookup(Found found, @Nullable Representation value, long generation) {}

    /** What became of a value that was to be stored. */
    enum Stored {
        /** The catalog has changed since it was read. */
        STALE,
        NO_LEASE,
        STORED,
        FULL,
        NOTHING;

        /** As {@code catalog_store.lua} answers. */
        static Stored of(long answer) {
            return values()[Math.toIntExact(answer + 1)];
        }
    }

    Mono<Lookup> read(CacheKey key, String token) {
        return scripts.run(
                        read,
                        key.names(),
                        List.of(
                                bytes(key.field()),
                                bytes(token),
                                bytes(settings.lease().toMillis())))
                .map(CatalogCache::lookup);
    }

    private static Lookup lookup(List<Object> answer) {
        Found found = Found.values()[Math.toIntExact((Long) answer.get(0))];
        return found == Found.VALUE
                ? new Lookup(found, Representation.cached((byte[]) answer.get(1)), -1)
                : new Lookup(found, null, (Long) answer.get(1));
    }

    /**
     * Stores a value under a lease, which ends with it.
     *
     * @param value null to end the lease only
     * @param generation of the snapshot in which it was read
     */
    Mono<Stored> store(CacheKey key, String token, long generation, @Nullable Representation value) {
        return scripts.run(
                        store,
                        key.names(),
                        List.of(
                                bytes(key.field()),
                                bytes(token),
                                bytes(generation),
                                value == null ? NOTHING : value.toCache(),
                                bytes(settings.timeToLive().toSeconds()),
                                bytes(settings.maxListings())))
                .map(answer -> Stored.of((Long) answer.get(0)));
    }

    /**
     * Drops products, and all listings of their shop.
     *
     * @param generation of the catalog after the change
     */
    Mono<Void> clear(String shop, long generation, List<String> skus) {
        List<String> keys = new ArrayList<>(List.of(CacheKey.generation(shop), CacheKey.listings(shop)));
        skus.forEach(sku -> keys.add(CacheKey.product(shop) + sku));
        return scripts.run(
                        clear,
                        keys,
                        List.of(bytes(generation), bytes(settings.timeToLive().toSeconds())))
                .then();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }
}
