package dev.sluice.processor.tenancy;

import static java.util.Objects.requireNonNull;

import dev.sluice.processor.apply.NewOrders;
import dev.sluice.processor.postgres.PgArray;
import dev.sluice.processor.postgres.SqlFile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Flags orders whose Shopify id another shop has too. They stay two orders, and neither touches the other; but one of the
 * shops may be sending what is not its own.
 *
 * <p>New orders are checked after their commit, so that of two that arrive at the same moment in different partitions the
 * later check sees both. What a crash kept from being checked is found by a sweep over all orders, a bounded number at a
 * time, that begins again at its end.
 */
@Component
public class ClashSweep implements NewOrders {
    private static final Logger log = LoggerFactory.getLogger(ClashSweep.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Orders that a line of the log names. */
    private static final int SHOWN = 10;

    private final DatabaseClient database;
    private final TenancySettings settings;
    private final Counter flagged;
    private final NewIds newIds = new NewIds();
    private final String flagClashes = SqlFile.read("flag_clashes");
    private final String walk = SqlFile.read("walk_shopify_ids");
    private long place;

    ClashSweep(DatabaseClient database, TenancySettings settings, MeterRegistry meters) {
        this.database = database;
        this.settings = settings;
        this.flagged = Counter.builder("sluice.tenancy.clashes")
                .description("Orders flagged because another shop has their id too")
                .baseUnit("orders")
                .register(meters);
    }

    @Override
    public void appeared(Collection<String> ids) {
        newIds.add(ids);
    }

    /** Checks and sweeps until cancelled. */
    public Mono<Void> run() {
        return Flux.interval(settings.sweepInterval())
                .onBackpressureDrop()
                .concatMap(tick -> round(), 1)
                .then();
    }

    private Mono<Void> round() {
        return checkNew().then(Mono.defer(this::sweepOn)).onErrorResume(error -> {
            log.warn("clashes of order ids are looked for again later: {}", String.valueOf(error));
            return Mono.empty();
        });
    }

    private Mono<Void> checkNew() {
        return Mono.fromSupplier(() -> newIds.take(settings.sweepChunk()))
                .flatMap(ids -> flag(ids).thenReturn(ids.size()))
                .repeat()
                .takeUntil(checked -> checked < settings.sweepChunk())
                .then();
    }

    private Mono<Void> sweepOn() {
        return database.sql(walk)
                .bind(0, place)
                .bind(1, settings.sweepChunk())
                .map((row, metadata) -> requireNonNull(row.get(0, Long.class)))
                .all()
                .collectList()
                .timeout(TIMEOUT)
                .flatMap(this::swept);
    }

    private Mono<Void> swept(List<Long> ids) {
        List<Long> twice = new ArrayList<>();
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i).equals(ids.get(i - 1))) {
                twice.add(ids.get(i));
            }
        }
        place = next(ids);
        return flag(twice);
    }

    /** The last id may go on beyond what was read, so it is read again, unless it is all that was read. */
    private long next(List<Long> ids) {
        if (ids.size() < settings.sweepChunk()) {
            return 0;
        }
        long last = ids.get(ids.size() - 1);
        return ids.get(0) == last ? last : last - 1;
    }

    private Mono<Void> flag(Collection<Long> shopifyIds) {
        if (shopifyIds.isEmpty()) {
            return Mono.empty();
        }
        return database.inConnectionMany(connection -> flag(connection, shopifyIds))
                .collectList()
                .timeout(TIMEOUT)
                .filter(ids -> !ids.isEmpty())
                // A log's writer may have to wait for another one, which an event loop must not.
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(this::report)
                .then();
    }

    private void report(List<String> ids) {
        flagged.increment(ids.size());
        log.warn(
                "another shop has an order with the same id: {} orders flagged, among them {}",
                ids.size(),
                ids.subList(0, Math.min(ids.size(), SHOWN)));
    }

    private Flux<String> flag(Connection connection, Collection<Long> shopifyIds) {
        PgArray ids = new PgArray(PgArray.Type.INT8, shopifyIds.size());
        shopifyIds.forEach(ids::add);
        return Flux.from(connection.createStatement(flagClashes).bind(0, ids).execute())
                .concatMap(result -> result.map((row, metadata) -> requireNonNull(row.get(0, String.class))));
    }
}
