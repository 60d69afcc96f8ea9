package dev.sluice.gateway.catalog;

import dev.sluice.gateway.background.BackgroundWork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Clears the caches of changes that nobody cleared: a gateway died after its commit, Redis was away, or somebody changed
 * products by a statement of their own. Every gateway does so; doing it twice does no harm.
 */
final class CatalogSweeper extends BackgroundWork {
    private static final Logger log = LoggerFactory.getLogger(CatalogSweeper.class);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);

    private final CatalogChanges changes;
    private final Duration interval;
    private volatile @Nullable String failure;
    private volatile long behind;

    CatalogSweeper(CatalogChanges changes, Duration interval) {
        this.changes = changes;
        this.interval = interval;
    }

    /** Catalogs that the last round found with caches to clear. */
    long behind() {
        return behind;
    }

    @Override
    protected Mono<Void> run() {
        return Mono.defer(changes::clearRest)
                .timeout(LONGEST_ROUND)
                .doOnNext(this::succeeded)
                .onErrorResume(this::failed)
                .then(Mono.delay(interval))
                .repeat()
                .then();
    }

    private void succeeded(long catalogs) {
        behind = catalogs;
        if (failure != null) {
            log.info("caches of the catalog are cleared again");
        }
        failure = null;
    }

    private Mono<Long> failed(Throwable error) {
        String reason = error.getClass().getSimpleName();
        if (!reason.equals(failure)) {
            log.warn("caches of the catalog cannot be cleared reason={}", error.toString());
        }
        failure = reason;
        return Mono.empty();
    }
}
