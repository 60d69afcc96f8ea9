package dev.sluice.gateway.access;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Finds out who somebody is by e-mail and password. */
final class StaffLogin {
    private static final Logger log = LoggerFactory.getLogger(StaffLogin.class);
    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMillis(3_500);

    private final StaffRepository staff;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final FirstAdmin firstAdmin;

    StaffLogin(StaffRepository staff, Passwords passwords, LoginThrottle throttle, FirstAdmin firstAdmin) {
        this.staff = staff;
        this.passwords = passwords;
        this.throttle = throttle;
        this.firstAdmin = firstAdmin;
    }

    /**
     * The account; the same problem after the same work for an unknown address, a wrong password and an account that is
     * not active. Refuses with 429 after too many wrong ones, and when there are more logins than can be looked at.
     */
    Mono<StaffAccount> login(Credentials credentials) {
        return Mono.defer(() -> {
            Optional<Duration> wait = throttle.charge(credentials.email());
            if (wait.isPresent()) {
                return Mono.error(tooMany(wait.get()));
            }
            return verified(credentials)
                    .timeout(PATIENCE)
                    .doOnSuccess(account -> throttle.giveBack(credentials.email()))
                    .onErrorMap(error -> refusal(credentials, error));
        });
    }

    private Mono<StaffAccount> verified(Credentials credentials) {
        return firstAdmin
                .settled()
                .then(account(credentials))
                .flatMap(account -> passwords
                        .matches(
                                credentials.password(),
                                account.map(StaffAccount::passwordHash).orElse(null))
                        .filter(same -> same)
                        .flatMap(same -> Mono.justOrEmpty(account))
                        .switchIfEmpty(Mono.error(StaffLogin::wrong)));
    }

    private Mono<Optional<StaffAccount>> account(Credentials credentials) {
        return staff.findByEmail(credentials.email())
                .filter(StaffAccount::active)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    /** What was never compared was no guess: it is given back. */
    private Throwable refusal(Credentials credentials, Throwable error) {
        if (error instanceof ProblemException) {
            log.info("login refused email={}", credentials.email());
            return error;
        }
        throttle.giveBack(credentials.email());
        return error instanceof RejectedExecutionException ? tooMany(BUSY) : error;
    }

    private static ProblemException wrong() {
        return Problem.of(ProblemType.UNAUTHENTICATED, "E-mail address or password is wrong.")
                .asException();
    }

    private static ProblemException tooMany(Duration wait) {
        return Problem.of(ProblemType.RATE_LIMITED, "There were too many logins; Retry-After says when to come again.")
                .retryAfter(wait)
                .asException();
    }
}
