package dev.sluice.gateway.admin.keys;

import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditEntry;
import dev.sluice.gateway.admin.audit.AuditLog;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.storefront.ApiKey;
import dev.sluice.gateway.storefront.ApiKeyDirectory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Makes and revokes keys, each with its entry in the audit log. When a change is answered, this gateway already goes by it;
 * others follow with their next refresh.
 */
final class Keys {
    private static final Logger log = LoggerFactory.getLogger(Keys.class);
    private static final Duration REFRESH_PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_LIVE = 50;

    private final KeyStore store;
    private final ApiKeyDirectory directory;
    private final TransactionalOperator transaction;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();

    Keys(KeyStore store, ApiKeyDirectory directory, TransactionalOperator transaction, AuditLog audit) {
        this.store = store;
        this.directory = directory;
        this.transaction = transaction;
        this.audit = audit;
    }

    /**
     * A new key.
     *
     * @param key the only time that it is seen
     */
    record Made(long id, ApiKey key) {}

    /** Makes a key; a problem when the shop is not registered, or has as many as it may. */
    Mono<Made> make(Act by, String shop, String name) {
        return Mono.fromCallable(() -> ApiKey.random(random))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(key -> transaction.transactional(store.lockShop(shop)
                        .switchIfEmpty(Mono.error(Keys::noShop))
                        .flatMap(found -> store.countLive(shop))
                        .filter(live -> live < MOST_LIVE)
                        .switchIfEmpty(Mono.error(Keys::tooMany))
                        .flatMap(live -> store.insert(shop, name, key, by.actor()))
                        .map(id -> new Made(id, key))
                        .delayUntil(made ->
                                audit.write(entry(by, "api-key.create", made.id(), shop, Map.of("name", name))))))
                .delayUntil(made -> refreshed());
    }

    /** Names a key anew, or revokes it, which is for good; a problem when there is none. Doing it twice is doing it once. */
    Mono<Void> change(Act by, long id, Optional<String> name, boolean revoke) {
        Map<String, Object> detail = new LinkedHashMap<>();
        name.ifPresent(text -> detail.put("name", text));
        String action = revoke ? "api-key.revoke" : "api-key.change";
        return transaction
                .transactional(store.change(id, name, revoke, by.actor())
                        .switchIfEmpty(Mono.error(Keys::unknown))
                        .flatMap(shop -> audit.write(entry(by, action, id, shop, detail))))
                .then(refreshed());
    }

    private static AuditEntry entry(Act by, String action, long id, String shop, Map<String, Object> detail) {
        return new AuditEntry(by, action, Long.toString(id), shop, detail);
    }

    /** The change is committed: a directory that cannot be refreshed now is no failure of it. */
    private Mono<Void> refreshed() {
        return Mono.defer(directory::refresh).timeout(REFRESH_PATIENCE).onErrorResume(error -> {
            log.warn("API keys are refreshed later, after a change", error);
            return Mono.empty();
        });
    }

    private static ProblemException noShop() {
        return ParameterErrors.problem("shop", "must be a registered shop").asException();
    }

    private static ProblemException tooMany() {
        return Problem.of(ProblemType.CONFLICT, "The shop has " + MOST_LIVE + " keys; revoke one first.")
                .asException();
    }

    static ProblemException unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such key.").asException();
    }
}
