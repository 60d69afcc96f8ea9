package dev.sluice.gateway.admin.products;

import dev.sluice.gateway.admin.audit.Act;
import dev.sluice.gateway.admin.audit.AuditEntry;
import dev.sluice.gateway.admin.audit.AuditLog;
import dev.sluice.gateway.admin.command.CommandId;
import dev.sluice.gateway.catalog.CatalogChanges;
import dev.sluice.gateway.input.ParameterErrors;
import dev.sluice.gateway.input.Price;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Changes products and their stock, each change with its entry in the audit log. When a change is answered, storefronts
 * hear nothing older any more, unless Redis is away.
 */
final class Products {
    private final ProductStore store;
    private final TransactionalOperator transaction;
    private final AuditLog audit;
    private final CatalogChanges caches;

    Products(ProductStore store, TransactionalOperator transaction, AuditLog audit, CatalogChanges caches) {
        this.store = store;
        this.transaction = transaction;
        this.audit = audit;
        this.caches = caches;
    }

    /** Adds a product; a problem when its shop is not registered, or has it already. */
    Mono<Void> create(Act by, ProductKey product, ProductChange change, long stock) {
        String currency = change.currency().orElseThrow();
        return transaction
                .transactional(store.shopExists(product.shop())
                        .flatMap(known ->
                                known ? Mono.just(scaled(change, currency).orElseThrow()) : Mono.error(noShop()))
                        .flatMap(price -> store.insert(product, change, price))
                        .switchIfEmpty(Mono.error(Products::exists))
                        .delayUntil(generation -> store.insertInventory(product, stock))
                        .delayUntil(generation ->
                                audit.write(change.audited(by, "product.create", product, Map.of("stock", stock)))))
                .flatMap(generation -> caches.changed(product.shop(), product.sku(), generation));
    }

    /** Changes a product; a problem when there is none, or the price has more decimals than its currency. */
    Mono<Void> change(Act by, ProductKey product, ProductChange change) {
        return transaction
                .transactional(store.lock(product)
                        .switchIfEmpty(Mono.error(ProductKey::unknown))
                        .map(currency -> scaled(change, change.currency().orElse(currency)))
                        .flatMap(price -> store.update(product, change, price))
                        .delayUntil(generation -> audit.write(change.audited(by, "product.change", product, Map.of()))))
                .flatMap(generation -> caches.changed(product.shop(), product.sku(), generation));
    }

    private static Optional<BigDecimal> scaled(ProductChange change, String currency) {
        int decimals = Price.decimals(currency).orElseThrow();
        return change.price()
                .map(price -> Price.scaled(price, decimals)
                        .orElseThrow(() -> ParameterErrors.problem("price", ProductChange.tooFine(currency, decimals))
                                .asException()));
    }

    /**
     * Adds units to what is available, or takes some away. The same command again is answered as it was the first time.
     *
     * @return a problem when the product is not there, more would be taken away than is available, or the command's id was
     *     used for another one
     */
    Mono<Adjustment> adjust(Act by, CommandId command, ProductKey product, long delta, String reason) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("delta", delta);
        detail.put("reason", reason);
        AuditEntry entry = new AuditEntry(by, "stock.adjust", product.toString(), product.shop(), detail);
        // Whoever sends the same command at the same time waits at this entry, and then finds what was done.
        return transaction
                .transactional(audit.write(entry, command.value())
                        .then(Mono.defer(() -> store.findAdjustment(command.value())))
                        .map(Done::before)
                        .switchIfEmpty(Mono.defer(() -> adjustNow(product, delta, command.value()))))
                .delayUntil(done -> done.generation()
                        .map(generation -> caches.changed(product.shop(), product.sku(), generation))
                        .orElse(Mono.empty()))
                .map(Done::adjustment);
    }

    /**
     * @param generation of the product since; empty when nothing was changed
     */
    private record Done(Adjustment adjustment, Optional<Long> generation) {
        static Done before(Adjustment adjustment) {
            return new Done(adjustment, Optional.empty());
        }
    }

    private Mono<Done> adjustNow(ProductKey product, long delta, String commandId) {
        return store.adjust(product, delta, commandId)
                .switchIfEmpty(Mono.defer(() -> refuse(product, delta)))
                .flatMap(adjustment ->
                        store.touch(product).map(generation -> new Done(adjustment, Optional.of(generation))));
    }

    private Mono<Adjustment> refuse(ProductKey product, long delta) {
        return store.available(product)
                .switchIfEmpty(Mono.error(ProductKey::unknown))
                .flatMap(available -> Mono.error(tooFew(delta, available)));
    }

    private static ProblemException tooFew(long delta, long available) {
        return Problem.of(
                        ProblemType.CONFLICT,
                        "The stock cannot go below what is reserved and sold: " + available
                                + " units can be taken away.")
                .with("delta", delta)
                .with("available", available)
                .asException();
    }

    private static ProblemException noShop() {
        return ParameterErrors.problem("shop", "must be a registered shop").asException();
    }

    private static ProblemException exists() {
        return Problem.of(ProblemType.CONFLICT, "The shop has a product with this SKU already.")
                .asException();
    }
}
