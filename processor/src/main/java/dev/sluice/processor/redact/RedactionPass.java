package dev.sluice.processor.redact;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Erases what redactions ask for, one bounded transaction after the other; where it stopped stands in the redaction's row,
 * so whoever comes next goes on there. One instance at a time erases, the one whose transaction holds the advisory lock.
 *
 * <p>A redaction's row is committed before anything is erased, and nothing is erased before every transaction has ended
 * that may have missed it (ADR 0015): from then on a batch strips what it brings, and what it does not strip was there
 * to be erased.
 */
final class RedactionPass {
    private static final Logger log = LoggerFactory.getLogger(RedactionPass.class);
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BARRIER_POLL = Duration.ofMillis(100);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final LogPositions positions;
    private final RedactSettings settings;
    private final RedactionStore store = new RedactionStore();
    private final RecordedRequests recorded = new RecordedRequests();

    RedactionPass(
            DatabaseClient database,
            TransactionalOperator transaction,
            LogPositions positions,
            RedactSettings settings) {
        this.database = database;
        this.transaction = transaction;
        this.positions = positions;
        this.settings = settings;
    }

    /** What a step left to do. */
    private enum Left {
        NOTHING,
        /** Transactions that may have missed the redaction are still running. */
        WAITING,
        MORE
    }

    /** Erases until nothing is left to erase. */
    Mono<Void> run() {
        return Mono.defer(this::step)
                .flatMap(left -> left == Left.WAITING ? Mono.delay(BARRIER_POLL).thenReturn(left) : Mono.just(left))
                .repeat()
                .takeUntil(left -> left == Left.NOTHING)
                .then();
    }

    private Mono<Left> step() {
        return inTransaction(connection -> store.tryLead(connection)
                        .flatMap(leads -> leads ? prepare(connection) : Mono.just(Left.NOTHING)))
                .flatMap(left -> left == Left.WAITING ? inTransaction(this::erase) : Mono.just(left));
    }

    /**
     * The barrier is set in a transaction of its own, as its first write: its number is then above those of all
     * transactions that were running when the redaction was committed.
     */
    private Mono<Left> prepare(Connection connection) {
        return store.setBarrier(connection)
                .flatMap(set -> set > 0
                        ? Mono.just(Left.MORE)
                        : recorded.read(connection).map(read -> read > 0 ? Left.MORE : Left.WAITING));
    }

    private Mono<Left> erase(Connection connection) {
        return store.tryLead(connection)
                .filter(leads -> leads)
                .flatMap(leads -> store.next(connection))
                .flatMap(redaction -> redaction.reached() ? erase(connection, redaction) : Mono.just(Left.WAITING))
                .defaultIfEmpty(Left.NOTHING);
    }

    private Mono<Left> erase(Connection connection, Redaction redaction) {
        return switch (redaction.stage()) {
            case ORDERS ->
                store.ordersToErase(connection, redaction, settings.chunk())
                        .flatMap(ids -> eraseOrders(connection, redaction, ids));
            case UNAPPLIED ->
                store.unapplied(connection, redaction, settings.chunk())
                        .publishOn(Schedulers.parallel())
                        .flatMap(events -> events.isEmpty()
                                ? finish(connection, redaction)
                                : store.eraseBodies(connection, redaction, events)
                                        .then(store.move(
                                                connection,
                                                redaction,
                                                "unapplied",
                                                events.get(events.size() - 1).place())))
                        .thenReturn(Left.MORE);
        };
    }

    private Mono<Left> eraseOrders(Connection connection, Redaction redaction, List<String> ids) {
        Mono<Void> done;
        if (ids.isEmpty()) {
            done = store.move(connection, redaction, "unapplied", "");
        } else if (redaction.isOfShop()) {
            done = store.eraseOrders(connection, ids)
                    .then(store.move(connection, redaction, "orders", ids.get(ids.size() - 1)));
        } else {
            done = store.eraseOrders(connection, ids).then(store.markRedacted(connection, redaction, ids));
        }
        return done.thenReturn(Left.MORE);
    }

    /** What is in the log by now may hold what was erased here; nothing later does, unless Shopify sends it again. */
    private Mono<Void> finish(Connection connection, Redaction redaction) {
        return positions
                .ends()
                .flatMap(ends -> store.finish(connection, redaction, ends))
                .publishOn(Schedulers.boundedElastic())
                .doOnSuccess(done -> log.info(
                        "redaction {} of {}: stored rows erased, the log ages out", redaction.id(), redaction.shop()));
    }

    /** Completes redactions of which the log holds nothing any more. */
    Mono<Void> complete() {
        return positions
                .beginnings()
                .flatMapMany(
                        beginnings -> database.inConnectionMany(connection -> store.complete(connection, beginnings)))
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(id -> log.info("redaction {}: completed, the log holds nothing of it", id))
                .then()
                .timeout(STEP_TIMEOUT);
    }

    private <T> Mono<T> inTransaction(Function<Connection, Mono<T>> work) {
        return transaction.transactional(database.inConnection(work)).timeout(STEP_TIMEOUT);
    }
}
