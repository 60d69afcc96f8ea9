package dev.sluice.gateway.catalog;

import static dev.sluice.gateway.catalog.CatalogMetrics.Result.BYPASS;
import static dev.sluice.gateway.catalog.CatalogMetrics.Result.HIT;
import static dev.sluice.gateway.catalog.CatalogMetrics.Result.MISS;
import static java.util.Objects.requireNonNull;

import dev.sluice.gateway.catalog.CatalogCache.Found;
import dev.sluice.gateway.catalog.CatalogCache.Lookup;
import dev.sluice.gateway.catalog.CatalogCache.Stored;
import dev.sluice.gateway.catalog.CatalogMetrics.Result;
import dev.sluice.gateway.catalog.CatalogSource.Loaded;
import dev.sluice.gateway.catalog.CatalogSource.Read;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Reads products: from Redis, else from PostgreSQL. Whoever finds nothing in Redis loads it under a lease, for all
 * gateways; within this one, those who want the same share one read. What was read before a change is not stored after it,
 * and not answered either ({@code catalog_store.lua}). While Redis is away PostgreSQL answers everything.
 */
final class Catalog {
    private static final Logger log = LoggerFactory.getLogger(Catalog.class);
    private static final long FIRST_PAUSE_MS = 10;
    private static final long LONGEST_PAUSE_MS = 200;

    /** About a second altogether. */
    private static final int MOST_PAUSES = 9;

    private final CatalogCache cache;
    private final CatalogSource source;
    private final CatalogSettings settings;
    private final CatalogMetrics metrics;
    private final SingleFlight<CacheKey, Optional<Representation>> flights = new SingleFlight<>();

    Catalog(CatalogCache cache, CatalogSource source, CatalogSettings settings, CatalogMetrics metrics) {
        this.cache = cache;
        this.source = source;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** An active product; empty when the shop has none with this SKU. */
    Mono<Representation> product(String shop, String sku) {
        return read(CacheKey.product(shop, sku), source.product(shop, sku));
    }

    /** A page of active products. */
    Mono<Representation> page(String shop, ProductFilter filter, int limit, String place) {
        return read(CacheKey.listing(shop, filter.scope(shop), limit, place), source.page(shop, filter, limit, place));
    }

    private Mono<Representation> read(CacheKey key, Read read) {
        return flights.join(key, close -> new Flight(key, read, close).answer(0))
                .flatMap(Mono::justOrEmpty);
    }

    /** One read, of all those who joined it. */
    private final class Flight {
        private final CacheKey key;
        private final Read read;
        private final Runnable close;
        private final String token;

        Flight(CacheKey key, Read read, Runnable close) {
            this.key = key;
            this.read = read;
            this.close = close;
            ThreadLocalRandom random = ThreadLocalRandom.current();
            this.token = Long.toHexString(random.nextLong()) + '-' + Long.toHexString(random.nextLong());
        }

        Mono<Optional<Representation>> answer(int pauses) {
            return cache.read(key, token)
                    .map(Optional::of)
                    .onErrorResume(away -> Mono.just(Optional.empty()))
                    .flatMap(lookup -> lookup.isPresent() ? follow(lookup.get(), pauses) : bypass());
        }

        private Mono<Optional<Representation>> follow(Lookup lookup, int pauses) {
            if (lookup.found() == Found.VALUE) {
                metrics.read(key.kind(), HIT);
                return Mono.just(Optional.of(requireNonNull(lookup.value())));
            }
            if (lookup.found() == Found.LEASE) {
                // Without a generation in Redis nothing would tell that a replica lags behind.
                return underLease(lookup.generation() < 0);
            }
            return pauses == MOST_PAUSES
                    ? bypass()
                    : Mono.delay(Duration.ofMillis(pause(pauses))).then(Mono.defer(() -> answer(pauses + 1)));
        }

        private Mono<Optional<Representation>> underLease(boolean fresh) {
            metrics.read(key.kind(), MISS);
            return load(fresh).doOnError(failure -> store(0, null).subscribe()).flatMap(loaded -> {
                Representation value = representation(loaded);
                // Who comes from here on may know of a change that this read did not see.
                close.run();
                return store(loaded.generation(), value)
                        .flatMap(stored -> stored == Stored.STALE
                                ? load(true).map(this::optional)
                                : Mono.just(Optional.ofNullable(value)));
            });
        }

        private Mono<Optional<Representation>> bypass() {
            metrics.read(key.kind(), BYPASS);
            return load(false).map(this::optional);
        }

        private Optional<Representation> optional(Loaded loaded) {
            return Optional.ofNullable(representation(loaded));
        }

        private Mono<Loaded> load(boolean fresh) {
            return Mono.defer(() -> {
                metrics.load(key.kind());
                return read.from(fresh).timeout(settings.loadTimeout());
            });
        }

        private @Nullable Representation representation(Loaded loaded) {
            byte[] json = loaded.json();
            return json == null ? null : Representation.of(key.shop(), json);
        }

        /** Never fails: what cannot be stored is answered all the same. */
        private Mono<Stored> store(long generation, @Nullable Representation value) {
            boolean fits = value != null
                    && (key.kind() == CacheKey.Kind.PRODUCT || value.json().length <= settings.maxPageBytes());
            return cache.store(key, token, generation, fits ? value : null)
                    .doOnNext(metrics::store)
                    .onErrorResume(away -> {
                        log.debug("a value cannot be cached", away);
                        return Mono.just(Stored.NO_LEASE);
                    });
        }
    }

    private static long pause(int pauses) {
        return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << pauses);
    }

    /** How many reads of this gateway were served so since its start. */
    long reads(Result result) {
        return metrics.reads(result);
    }
}
