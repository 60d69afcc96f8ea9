package dev.sluice.gateway.tenant;

import dev.sluice.gateway.background.Refreshed;
import dev.sluice.gateway.tenant.SecretCipher.UnreadableSecretException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The registered shops with their decrypted secrets. Reads never block and never fail: while PostgreSQL is away the last
 * known shops stay. At most 10,000 shops with 5 secrets each are held, the oldest shops and the newest secrets.
 */
public final class ShopDirectory implements Refreshed {
    static final int MOST_SHOPS = 10_000;
    static final int MOST_SECRETS = 5;
    private static final Logger log = LoggerFactory.getLogger(ShopDirectory.class);

    private final ShopStore store;
    private final SecretCipher cipher;
    private final AtomicLong tickets = new AtomicLong();
    private volatile Loaded loaded = new Loaded(0, "", Map.of());

    ShopDirectory(ShopStore store, SecretCipher cipher) {
        this.store = store;
        this.cipher = cipher;
    }

    /**
     * What a shop's deliveries may be signed with, the newest first.
     *
     * @param shop in lower case
     * @return empty for a shop without secrets, null for an unknown one
     */
    public @Nullable List<SecretKey> secretsOf(String shop) {
        return loaded.shops.get(shop);
    }

    /** Whether the shops have been read at least once. */
    @Override
    public boolean isLoaded() {
        return loaded.ticket > 0;
    }

    @Override
    public int size() {
        return loaded.shops.size();
    }

    /** Reads the shops again when any has changed; what was committed before the call is seen when it completes. */
    @Override
    public Mono<Void> refresh() {
        return Mono.defer(() -> {
            long ticket = tickets.incrementAndGet();
            return store.version()
                    .filter(version -> !version.equals(loaded.version))
                    .flatMap(version -> reload(ticket, version))
                    .then();
        });
    }

    private Mono<Void> reload(long ticket, String version) {
        return store.secrets(MOST_SHOPS, MOST_SECRETS)
                .collectList()
                // Opening thousands of secrets is no work for the database driver's event loop.
                .publishOn(Schedulers.boundedElastic())
                .map(this::opened)
                .doOnNext(shops -> keep(new Loaded(ticket, version, shops)))
                .then();
    }

    /** A read that started earlier saw older rows and must not replace those of a later one. */
    private synchronized void keep(Loaded candidate) {
        if (candidate.ticket > loaded.ticket) {
            loaded = candidate;
            log.info("shops loaded shops={}", candidate.shops.size());
        }
    }

    private Map<String, List<SecretKey>> opened(List<StoredSecret> rows) {
        Map<String, List<SecretKey>> shops = new HashMap<>();
        for (StoredSecret row : rows) {
            List<SecretKey> keys = shops.computeIfAbsent(row.shop(), unused -> new ArrayList<>(1));
            SecretKey key = opened(row);
            if (key != null) {
                keys.add(key);
            }
        }
        shops.replaceAll((shop, keys) -> List.copyOf(keys));
        return Map.copyOf(shops);
    }

    private @Nullable SecretKey opened(StoredSecret row) {
        SecretCipher.Encrypted secret = row.secret();
        if (secret == null) {
            return null;
        }
        try {
            return new SecretKeySpec(cipher.decrypt(row.shop(), secret), "HmacSHA256");
        } catch (UnreadableSecretException e) {
            // One bad row must not keep the other shops out.
            log.error("a shop's secret cannot be opened shop={} reason={}", row.shop(), e.getMessage());
            return null;
        }
    }

    private record Loaded(long ticket, String version, Map<String, List<SecretKey>> shops) {}
}
