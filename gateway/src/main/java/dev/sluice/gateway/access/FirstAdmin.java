package dev.sluice.gateway.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Creates the first admin while there is no staff at all, with the address and password that the installation was given;
 * there are none by default. The tables may come later than the gateway, so it goes on trying until they can be read.
 */
final class FirstAdmin implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);
    private static final Duration ONE_TRY = Duration.ofSeconds(5);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final StaffRepository staff;
    private final Passwords passwords;
    private final Mono<Void> settled;
    private volatile @Nullable Disposable running;

    FirstAdmin(StaffRepository staff, Passwords passwords, @Nullable Credentials credentials) {
        this.staff = staff;
        this.passwords = passwords;
        this.settled = credentials == null
                ? Mono.empty()
                : Mono.defer(() -> createUnlessStaffed(credentials))
                        .timeout(ONE_TRY)
                        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_TRIES)
                                .doBeforeRetry(signal -> log.debug("staff cannot be read yet", signal.failure())))
                        .cache();
    }

    private Mono<Void> createUnlessStaffed(Credentials credentials) {
        return staff.anyExists()
                .filter(exists -> !exists)
                .flatMap(nobody -> passwords.hash(credentials.password()))
                .flatMap(hash -> staff.insertFirstAdmin(credentials.email(), hash))
                .filter(rows -> rows > 0)
                .doOnNext(rows -> log.info("first admin created email={}", credentials.email()))
                .then();
    }

    /** Completes when the first admin is there, or is not wanted or needed. */
    Mono<Void> settled() {
        return settled;
    }

    @Override
    public void start() {
        running = settled.subscribe();
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
}
