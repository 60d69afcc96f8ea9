package dev.sluice.gateway.storefront;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Keeps the keys fresh in the background; the readiness check {@code keys} tells whether they were ever loaded. */
final class ApiKeyRefresher implements SmartLifecycle, HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(ApiKeyRefresher.class);
    private static final Duration LONGEST_REFRESH = Duration.ofSeconds(10);

    private final ApiKeyDirectory directory;
    private final Duration interval;
    private volatile @Nullable Disposable running;
    private volatile @Nullable String failure;

    ApiKeyRefresher(ApiKeyDirectory directory, Duration interval) {
        this.directory = directory;
        this.interval = interval;
    }

    @Override
    public void start() {
        running = directory
                .refresh()
                .timeout(LONGEST_REFRESH)
                .doOnSuccess(unused -> succeeded())
                .onErrorResume(this::failed)
                .then(Mono.delay(interval))
                .repeat()
                .subscribe();
    }

    private void succeeded() {
        if (failure != null) {
            log.info("API keys are refreshed again");
        }
        failure = null;
    }

    private Mono<Void> failed(Throwable error) {
        String reason = error.getClass().getSimpleName();
        if (!reason.equals(failure)) {
            log.warn(
                    "API keys cannot be refreshed, the last known ones stay keys={} reason={}",
                    directory.size(),
                    error.toString());
        }
        failure = reason;
        return Mono.empty();
    }

    @Override
    public void stop() {
        Disposable current = running;
        if (current != null) {
            current.dispose();
        }
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public Health health() {
        Health.Builder health = directory.isLoaded() ? Health.up() : Health.down();
        if (!directory.isLoaded()) {
            health.withDetail("reason", "the API keys have not been read from PostgreSQL yet");
        }
        String lastFailure = failure;
        if (lastFailure != null) {
            health.withDetail("last_failure", lastFailure);
        }
        return health.withDetail("keys", directory.size()).build();
    }
}
