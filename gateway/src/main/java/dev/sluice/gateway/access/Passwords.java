package dev.sluice.gateway.access;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes and compares passwords with bcrypt, off the event loops and only a few at once, so that logins cannot take the
 * cores from the deliveries.
 *
 * <p>More than can be done soon are refused with {@link java.util.concurrent.RejectedExecutionException}, or with
 * {@link java.util.concurrent.TimeoutException} after {@link #PATIENCE}.
 */
class Passwords implements DisposableBean {
    /** About an eighth of a second of one core. */
    private static final int BCRYPT_COST = 11;

    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
    private static final int QUEUED_PER_THREAD = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(BCRYPT_COST)));
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, QUEUED_PER_THREAD, "passwords", 60, true);

    /** Made by the first who needs it, on a thread that may take the time. */
    private volatile @Nullable String decoy;

    /** With the algorithm's name in front, so that a later one can stand beside it. */
    Mono<String> hash(String password) {
        return onScheduler(Mono.fromCallable(() -> encoder.encode(password)));
    }

    /**
     * Whether a password is the one that was hashed.
     *
     * @param hash null when there is none to compare with: the answer is false then, after the same work
     */
    Mono<Boolean> matches(String password, @Nullable String hash) {
        return onScheduler(Mono.fromCallable(() -> compare(password, hash)));
    }

    private boolean compare(String password, @Nullable String hash) {
        boolean same = encoder.matches(password, hash == null ? decoy() : hash);
        // bcrypt looks at the beginning only, so a longer password than it reads is never the right one.
        return same && hash != null && Credentials.isPassword(password);
    }

    private String decoy() {
        String made = decoy;
        if (made == null) {
            made = String.valueOf(encoder.encode(UUID.randomUUID().toString()));
            decoy = made;
        }
        return made;
    }

    private <T> Mono<T> onScheduler(Mono<T> work) {
        return work.subscribeOn(scheduler).timeout(PATIENCE);
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
