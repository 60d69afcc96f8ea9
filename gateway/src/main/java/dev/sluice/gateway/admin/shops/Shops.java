package dev.sluice.gateway.admin.shops;

import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditLog;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.tenant.SecretCipher;
import dev.sluice.gateway.tenant.SecretCipher.Encrypted;
import dev.sluice.gateway.tenant.ShopDirectory;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Registers shops and rotates their secrets; every change with its entry in the audit log. When a change is answered, this gateway already goes by it; others follow
 * with their next refresh.
 */
final class Shops {
    private static final Logger log = LoggerFactory.getLogger(Shops.class);
    private static final Duration REFRESH_PATIENCE = Duration.ofSeconds(2);

    private final ShopStore store;
    private final SecretCipher cipher;
    private final ShopDirectory directory;
    private final TransactionalOperator transaction;
    private final AuditLog audit;

    Shops(
            ShopStore store,
            SecretCipher cipher,
            ShopDirectory directory,
            TransactionalOperator transaction,
            AuditLog audit) {
        this.store = store;
        this.cipher = cipher;
        this.directory = directory;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Registers a shop, or one again that had uninstalled the app; a problem when it is registered already. */
    Mono<Void> create(Act by, String shop, ShopChange change) {
        return encrypted(shop, change.secrets().orElse(List.of()))
                .flatMap(secrets -> transaction.transactional(
                        store.insert(shop, change.name().orElseThrow())
                                .flatMap(created -> created ? begin(shop, secrets) : Mono.error(exists()))
                                .then(audit.write(change.audited(by, "shop.register", shop)))))
                .then(refreshed());
    }

    /** The secrets of an earlier installation end with it. */
    private Mono<Void> begin(String shop, List<Encrypted> secrets) {
        return store.removeAllSecrets(shop)
                .then(Mono.defer(() -> store.liftRedactions(shop)))
                .then(Mono.defer(() -> store.addSecrets(shop, secrets)));
    }

    /** Changes a shop; a problem when there is none, or its secrets would be too few or too many. */
    Mono<Void> change(Act by, String shop, ShopChange change) {
        List<String> added = change.secrets().orElse(change.addedSecrets());
        return encrypted(shop, added)
                .flatMap(secrets -> transaction.transactional(store.lock(shop, change.name())
                        .flatMap(found -> found ? changeSecrets(shop, change, secrets) : Mono.error(unknown()))
                        .then(audit.write(change.audited(by, "shop.change", shop)))))
                .then(refreshed());
    }

    private Mono<Void> changeSecrets(String shop, ShopChange change, List<Encrypted> secrets) {
        Mono<Void> removed =
                change.secrets().isPresent() ? store.removeAllSecrets(shop) : remove(shop, change.removedSecrets());
        return removed.then(store.addSecrets(shop, secrets)).then(checkCount(shop));
    }

    private Mono<Void> remove(String shop, List<Long> ids) {
        return ids.isEmpty()
                ? Mono.empty()
                : store.removeSecrets(shop, ids)
                        .filter(rows -> rows == ids.size())
                        .switchIfEmpty(wrong("remove_secrets", "must be ids of secrets of this shop"))
                        .then();
    }

    private Mono<Void> checkCount(String shop) {
        return store.countSecrets(shop)
                .filter(count -> count >= 1 && count <= ShopChange.MAX_SECRETS)
                .switchIfEmpty(wrong("secrets", "must be 1 to " + ShopChange.MAX_SECRETS + " after the change"))
                .then();
    }

    /** The nonces come from the system's random source, which may block. */
    private Mono<List<Encrypted>> encrypted(String shop, List<String> secrets) {
        return Mono.fromCallable(() -> secrets.stream()
                        .map(secret -> cipher.encrypt(shop, secret))
                        .toList())
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** The change is committed: a directory that cannot be refreshed now is no failure of it. */
    private Mono<Void> refreshed() {
        return Mono.defer(directory::refresh).timeout(REFRESH_PATIENCE).onErrorResume(error -> {
            log.warn("shops are refreshed later, after a change", error);
            return Mono.empty();
        });
    }

    private static <T> Mono<T> wrong(String parameter, String message) {
        return Mono.error(() -> ParameterErrors.problem(parameter, message).asException());
    }

    private static ProblemException exists() {
        return Problem.of(ProblemType.CONFLICT, "The shop is registered already.")
                .asException();
    }

    static ProblemException unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such shop.").asException();
    }
}
