package dev.sluice.processor.repair;

import static java.util.Objects.requireNonNull;

import dev.sluice.contract.Event;
import dev.sluice.contract.LogPlace;
import dev.sluice.contract.OrderKey;
import dev.sluice.order.Commands;
import dev.sluice.order.FactsCodec;
import dev.sluice.order.Repair;
import dev.sluice.processor.postgres.SqlFile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Looks for what waits for too long, and sends through again the parked events whose order is there by now: those that
 * could not be read, or not be applied, when it appeared.
 *
 * <p>Every instance looks; one at a time sends, under an advisory lock. What is sent twice all the same is the same
 * command and stale: its id follows from the event and the number of its attempts.
 */
@Component
class Sweeper {
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final String ACTOR = "sweeper";
    private static final String REASON = "its order has appeared";
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);

    /** Below the time after which the server ends an idle transaction. */
    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(4);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final CommandPublisher publisher;
    private final SweepSettings settings;
    private final Clock clock;
    private final Counter retried;
    private final String watchParked = SqlFile.read("watch_parked");
    private final String watchPending = SqlFile.read("watch_pending");
    private final String findAppeared = SqlFile.read("find_appeared");
    private final String tryLead = SqlFile.read("try_lead_sweep");
    private volatile Overdue last = Overdue.NONE;

    /** Where the next sweep goes on; null at the beginning. Another instance begins anew, which costs a round. */
    private volatile @Nullable Waiting after;

    Sweeper(
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            CommandPublisher publisher,
            SweepSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.database = database;
        this.transaction = TransactionalOperator.create(transactions);
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
        this.retried = Counter.builder("sluice.sweep.retried")
                .description("Parked events sent through again because their order has appeared")
                .baseUnit("events")
                .register(meters);
        gauge(meters, "sluice.sweep.parked.overdue", "Parked events that are overdue", "events", now -> last.parked());
        gauge(
                meters,
                "sluice.sweep.parked.oldest",
                "Age of the oldest parked event",
                "seconds",
                now -> age(last.oldestParked(), now));
        gauge(
                meters,
                "sluice.sweep.pending.overdue",
                "Pending orders that are overdue",
                "orders",
                now -> last.pending());
        gauge(
                meters,
                "sluice.sweep.pending.oldest",
                "Age of the oldest overdue pending order",
                "seconds",
                now -> age(last.oldestPending(), now));
    }

    private interface Reading {
        double at(Instant now);
    }

    private void gauge(MeterRegistry meters, String name, String description, String unit, Reading reading) {
        Gauge.builder(name, () -> reading.at(clock.instant()))
                .description(description)
                .baseUnit(unit)
                .register(meters);
    }

    private static double age(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1_000.0);
    }

    /** A parked event in the order of the sweep; {@code appeared} when its order is there. */
    private record Waiting(String order, LogPlace place, int attempts, boolean appeared) {}

    /** One sweep. */
    Mono<Void> sweep() {
        return watch().doOnNext(this::tell).then(sendThrough());
    }

    private Mono<Overdue> watch() {
        Instant now = clock.instant();
        Mono<Overdue> parked = database.sql(watchParked)
                .bind(0, now.minus(settings.parkedOverdueAfter()))
                .bind(1, Overdue.MOST)
                .map((row, metadata) -> new Overdue(number(row, "overdue"), instant(row, "oldest"), 0, null))
                .one();
        Mono<Overdue> pending = database.sql(watchPending)
                .bind(0, now.minus(settings.pendingOverdueAfter()))
                .bind(1, Overdue.MOST)
                .map((row, metadata) -> new Overdue(0, null, number(row, "overdue"), instant(row, "oldest")))
                .one();
        return parked.zipWhen(
                        first -> pending,
                        (a, b) -> new Overdue(a.parked(), a.oldestParked(), b.pending(), b.oldestPending()))
                .timeout(STATEMENT_TIMEOUT);
    }

    /** A line when something has changed, and none as long as it stays. */
    private void tell(Overdue now) {
        if (!now.sameCounts(last)) {
            log.warn(
                    "overdue: parked_events={} oldest_parked_at={} pending_orders={} oldest_pending_at={}",
                    now.parked(),
                    now.oldestParked(),
                    now.pending(),
                    now.oldestPending());
        }
        last = now;
    }

    private Mono<Void> sendThrough() {
        return transaction
                .transactional(lead().filter(leads -> leads)
                        .flatMap(leads -> waiting())
                        .flatMap(this::send))
                .timeout(STATEMENT_TIMEOUT.plus(PUBLISH_TIMEOUT))
                .then();
    }

    private Mono<Boolean> lead() {
        return database.sql(tryLead).mapValue(Boolean.class).one();
    }

    private Mono<List<Waiting>> waiting() {
        Waiting from = after;
        return database.sql(findAppeared)
                .bind(0, from == null ? "" : from.order())
                .bind(1, from == null ? (short) 0 : from.place().logId())
                .bind(2, from == null ? 0 : from.place().partition())
                .bind(3, from == null ? 0L : from.place().offset())
                .bind(4, settings.batch())
                .map((row, metadata) -> waiting(row))
                .all()
                .collectList();
    }

    private Mono<Void> send(List<Waiting> found) {
        List<Event> commands =
                found.stream().filter(Waiting::appeared).map(this::retry).toList();
        Mono<Void> sent = commands.isEmpty()
                ? Mono.empty()
                : publisher
                        .publish(commands)
                        .timeout(PUBLISH_TIMEOUT, Schedulers.parallel())
                        .doOnSuccess(done -> {
                            retried.increment(commands.size());
                            log.info("parked events are retried, as their orders have appeared: {}", commands.size());
                        });
        return sent.doOnSuccess(done -> after = found.size() < settings.batch() ? null : found.get(found.size() - 1));
    }

    private Event retry(Waiting waiting) {
        OrderKey order = requireNonNull(OrderKey.parse(waiting.order()), "a parked event belongs to an order");
        Instant now = clock.instant();
        Repair repair = new Repair(
                ACTOR + '-' + waiting.place() + '-' + waiting.attempts(),
                Repair.Action.RETRY,
                waiting.place(),
                REASON,
                ACTOR,
                now);
        return Commands.repair(order.shop(), order.orderId(), repair, now);
    }

    /** An order of which only a deletion is known has a row, and nothing that a part could belong to. */
    private static Waiting waiting(Readable row) {
        byte[] facts = row.get("facts", byte[].class);
        return new Waiting(
                requireNonNull(row.get("order_id", String.class)),
                new LogPlace(
                        requireNonNull(row.get("log_id", Short.class)),
                        requireNonNull(row.get("partition", Integer.class)),
                        requireNonNull(row.get("log_offset", Long.class))),
                requireNonNull(row.get("attempts", Integer.class)),
                facts != null && FactsCodec.decode(facts).hasOrder());
    }

    private static long number(Readable row, String column) {
        return requireNonNull(row.get(column, Long.class));
    }

    private static @Nullable Instant instant(Readable row, String column) {
        return row.get(column, Instant.class);
    }

    /** Sweeps until cancelled; a sweep that fails is told once, and the next one comes all the same. */
    Mono<Void> run() {
        return Flux.interval(settings.interval())
                .onBackpressureDrop()
                .concatMap(tick -> sweep().onErrorResume(error -> {
                    log.warn("a sweep failed, the next one comes in {}: {}", settings.interval(), error.toString());
                    return Mono.empty();
                }))
                .then();
    }
}
