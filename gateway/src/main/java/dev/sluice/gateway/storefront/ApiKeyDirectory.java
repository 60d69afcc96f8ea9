package dev.sluice.gateway.storefront;

import dev.sluice.gateway.background.Refreshed;
import dev.sluice.gateway.database.Sql;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The API keys that are good, by their digests. Reads never block and never fail: while PostgreSQL is away the last known
 * keys stay. A key of a shop that uninstalled the app is not good, nor one of an earlier installation.
 */
public final class ApiKeyDirectory implements Refreshed {
    private static final Logger log = LoggerFactory.getLogger(ApiKeyDirectory.class);
    private static final Duration TIME_OUT = Duration.ofSeconds(5);

    /** All keys are held in memory; what comes later is not known. */
    private static final int MOST_KEYS = 100_000;

    private final DatabaseClient database;
    private final int rate;
    private final String versionSql = Sql.read("api_key_directory_version");
    private final String keysSql = Sql.read("api_key_directory");
    private final AtomicLong tickets = new AtomicLong();
    private volatile Loaded loaded = new Loaded(0, "", Map.of());

    /**
     * @param rate requests a second of each key
     */
    ApiKeyDirectory(DatabaseClient database, int rate) {
        this.database = database;
        this.rate = rate;
    }

    /** A key that is good, and how much it was used. */
    record Known(Storefront storefront, RequestRate rate) {}

    Optional<Known> find(String key) {
        return Optional.ofNullable(loaded.keys.get(ByteBuffer.wrap(ApiKey.digest(key))));
    }

    /** Whether the keys have been read at least once. */
    @Override
    public boolean isLoaded() {
        return loaded.ticket > 0;
    }

    @Override
    public int size() {
        return loaded.keys.size();
    }

    /** Reads the keys again when any has changed; what was committed before the call is seen when it completes. */
    @Override
    public Mono<Void> refresh() {
        return Mono.defer(() -> {
            long ticket = tickets.incrementAndGet();
            return database.sql(versionSql)
                    .mapValue(String.class)
                    .one()
                    .filter(version -> !version.equals(loaded.version))
                    .flatMap(version -> reload(ticket, version))
                    .timeout(TIME_OUT);
        });
    }

    private Mono<Void> reload(long ticket, String version) {
        return database.sql(keysSql)
                .bind("most", MOST_KEYS)
                .map(row -> new Row(
                        ByteBuffer.wrap(Objects.requireNonNull(row.get("digest", byte[].class))),
                        new Storefront(
                                Objects.requireNonNull(row.get("shop", String.class)),
                                Objects.requireNonNull(row.get("id", Long.class)))))
                .all()
                .collectMap(Row::digest, Row::storefront)
                .doOnNext(rows -> keep(ticket, version, rows))
                .then();
    }

    private record Row(ByteBuffer digest, Storefront storefront) {}

    /** A read that started earlier saw older rows and must not replace those of a later one. */
    private synchronized void keep(long ticket, String version, Map<ByteBuffer, Storefront> rows) {
        if (ticket <= loaded.ticket) {
            return;
        }
        Map<ByteBuffer, Known> keys = new HashMap<>();
        rows.forEach((digest, storefront) -> keys.put(digest, known(loaded.keys.get(digest), storefront)));
        loaded = new Loaded(ticket, version, Map.copyOf(keys));
        log.info("API keys loaded keys={}", keys.size());
    }

    /** What a key has used stays used when another one changes. */
    private Known known(@Nullable Known before, Storefront storefront) {
        return new Known(storefront, before == null ? new RequestRate(rate, System.nanoTime()) : before.rate());
    }

    private record Loaded(long ticket, String version, Map<ByteBuffer, Known> keys) {}
}
