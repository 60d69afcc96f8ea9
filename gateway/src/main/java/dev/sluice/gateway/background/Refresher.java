package dev.sluice.gateway.background;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import reactor.core.publisher.Mono;

/** Keeps a table in memory fresh; as a readiness check it tells whether that was ever loaded. */
public final class Refresher extends BackgroundWork implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(Refresher.class);
    private static final Duration LONGEST_REFRESH = Duration.ofSeconds(10);

    private final String rows;
    private final Refreshed table;
    private final Duration interval;
    private volatile @Nullable String failure;

    /**
     * @param rows what they are, in the plural: shops, keys
     */
    public Refresher(String rows, Refreshed table, Duration interval) {
        this.rows = rows;
        this.table = table;
        this.interval = interval;
    }

    @Override
    protected Mono<Void> run() {
        return table.refresh()
                .timeout(LONGEST_REFRESH)
                .doOnSuccess(unused -> succeeded())
                .onErrorResume(this::failed)
                .then(Mono.delay(interval))
                .repeat()
                .then();
    }

    private void succeeded() {
        if (failure != null) {
            log.info("{} are refreshed again", rows);
        }
        failure = null;
    }

    private Mono<Void> failed(Throwable error) {
        String reason = error.getClass().getSimpleName();
        if (!reason.equals(failure)) {
            log.warn(
                    "{} cannot be refreshed, the last known ones stay {}={} reason={}",
                    rows,
                    rows,
                    table.size(),
                    error.toString());
        }
        failure = reason;
        return Mono.empty();
    }

    @Override
    public Health health() {
        Health.Builder health = table.isLoaded() ? Health.up() : Health.down();
        if (!table.isLoaded()) {
            health.withDetail("reason", "the " + rows + " have not been read from PostgreSQL yet");
        }
        String lastFailure = failure;
        if (lastFailure != null) {
            health.withDetail("last_failure", lastFailure);
        }
        return health.withDetail(rows, table.size()).build();
    }
}
