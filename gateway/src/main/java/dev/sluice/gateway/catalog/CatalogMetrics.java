package dev.sluice.gateway.catalog;

import static java.util.Objects.requireNonNull;

import dev.sluice.gateway.catalog.CacheKey.Kind;
import dev.sluice.gateway.catalog.CatalogCache.Stored;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what reading the catalog took. */
final class CatalogMetrics {

    /** How a read was served. */
    enum Result {
        /** By Redis. */
        HIT,
        /** By PostgreSQL. */
        MISS,
        /** By PostgreSQL, because Redis did not answer or somebody else's load took too long. */
        BYPASS
    }

    private final Map<Kind, Map<Result, Counter>> reads = new EnumMap<>(Kind.class);
    private final Map<Kind, Counter> loads = new EnumMap<>(Kind.class);
    private final Map<Stored, Counter> stores = new EnumMap<>(Stored.class);

    CatalogMetrics(MeterRegistry meters) {
        for (Kind kind : Kind.values()) {
            Map<Result, Counter> results = new EnumMap<>(Result.class);
            for (Result result : Result.values()) {
                results.put(
                        result,
                        Counter.builder("sluice.catalog.reads")
                                .description("How reads of the catalog were served; those that shared one count once")
                                .tag("kind", kind.token())
                                .tag("result", token(result))
                                .register(meters));
            }
            reads.put(kind, results);
            loads.put(
                    kind,
                    Counter.builder("sluice.catalog.loads")
                            .description("Reads of the catalog from PostgreSQL")
                            .tag("kind", kind.token())
                            .register(meters));
        }
        for (Stored stored : Stored.values()) {
            stores.put(
                    stored,
                    Counter.builder("sluice.catalog.stores")
                            .description("What became of loaded values that were to be cached")
                            .tag("result", token(stored))
                            .register(meters));
        }
    }

    private static String token(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void read(Kind kind, Result result) {
        counter(kind, result).increment();
    }

    private Counter counter(Kind kind, Result result) {
        return requireNonNull(requireNonNull(reads.get(kind)).get(result));
    }

    void load(Kind kind) {
        requireNonNull(loads.get(kind)).increment();
    }

    void store(Stored stored) {
        requireNonNull(stores.get(stored)).increment();
    }

    /** Of this gateway since it was started. */
    long reads(Result result) {
        long sum = 0;
        for (Kind kind : Kind.values()) {
            sum += (long) counter(kind, result).count();
        }
        return sum;
    }
}
