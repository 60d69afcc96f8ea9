package dev.sluice.processor.repair;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.local.testing.TestServers;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.FactsCodec;
import dev.sluice.order.OrderFacts;
import dev.sluice.order.Repair;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What the sweeper sees and sends, and what retention ends, on a real PostgreSQL with rows as the processor writes them. */
class SweeperIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final String SHOP = "first.example.com";

    private final List<Event> published = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private PostgresqlConnectionFactory connections = factory(TestServers.get().freshDatabase());
    private DatabaseClient database = DatabaseClient.create(connections);

    private static PostgresqlConnectionFactory factory(String databaseUrl) {
        DatabaseUrl url = DatabaseUrl.parse(databaseUrl);
        Flyway.configure()
                .dataSource(url.jdbc(), url.user(), url.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password())
                .build());
    }

    @BeforeEach
    void start() {
        published.clear();
    }

    private Sweeper sweeper(int batch) {
        return new Sweeper(
                database,
                new R2dbcTransactionManager(connections),
                commands -> Mono.fromRunnable(() -> published.addAll(commands)),
                new SweepSettings(Duration.ofSeconds(30), batch, Duration.ofHours(24), Duration.ofHours(48)),
                meters,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void run(String sql) {
        database.sql(sql).then().block(LONG);
    }

    private long number(String sql) {
        return requireNonNull(database.sql(sql).mapValue(Long.class).one().block(LONG));
    }

    private void parked(long order, long offset, String setAsideAt) {
        run("""
                INSERT INTO unapplied_events (log_id, partition, log_offset, applied_on, outcome, reason, type, shop, order_id,
                    topic, received_at, set_aside_at, body)
                VALUES (1, 0, %d, '2026-03-01', 'parked', 'no-order-yet', 'shopify', '%s', '%s:%d', 'refunds/create',
                    '%s', '%s', '{}')""".formatted(offset, SHOP, SHOP, order, setAsideAt, setAsideAt));
    }

    private void order(long id, String state, String createdAt, OrderFacts facts) {
        database.sql("""
                        INSERT INTO orders (id, shop, source, shopify_order_id, state, created_at, received_at, processed_at,
                            version, sequence, facts)
                        VALUES ($1, $2, 'shopify', $3, $4, CAST($5 AS timestamptz), now(), now(), 1, 0, $6)""")
                .bind(0, SHOP + ':' + id)
                .bind(1, SHOP)
                .bind(2, id)
                .bind(3, state)
                .bind(4, createdAt)
                .bind(5, FactsCodec.encode(facts))
                .then()
                .block(LONG);
    }

    private static OrderFacts facts(String topic, String body) {
        return EventDecoder.decode(new Event(
                        EventType.SHOPIFY,
                        SHOP,
                        "1",
                        topic,
                        null,
                        null,
                        null,
                        NOW,
                        null,
                        null,
                        null,
                        body.getBytes(StandardCharsets.UTF_8)))
                .facts();
    }

    private static final OrderFacts SNAPSHOT =
            facts("orders/paid", "{\"id\":1,\"updated_at\":\"2026-03-01T10:00:00Z\",\"financial_status\":\"paid\"}");
    private static final OrderFacts DELETION = facts("orders/delete", "{\"id\":1}");

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    @Test
    void what_waits_for_too_long_is_counted_with_the_age_of_the_oldest() {
        parked(1, 1, "2026-03-09T11:59:59Z");
        parked(2, 2, "2026-03-09T12:00:01Z");
        parked(3, 3, "2026-03-08T12:00:00Z");
        order(11, "pending", "2026-03-08T11:59:59Z", SNAPSHOT);
        order(12, "pending", "2026-03-08T12:00:01Z", SNAPSHOT);
        order(13, "confirmed", "2026-03-01T12:00:00Z", SNAPSHOT);

        sweeper(100).sweep().block(LONG);

        assertThat(gauge("sluice.sweep.parked.overdue")).isEqualTo(2);
        assertThat(gauge("sluice.sweep.parked.oldest")).isEqualTo(48 * 3_600);
        assertThat(gauge("sluice.sweep.pending.overdue")).isEqualTo(1);
        assertThat(gauge("sluice.sweep.pending.oldest")).isEqualTo(48 * 3_600 + 1);
        assertThat(published).isEmpty();
    }

    @Test
    void only_parked_events_whose_order_is_there_are_sent_through_and_a_deletion_is_no_order() {
        parked(1, 1, "2026-03-09T12:00:00Z");
        parked(2, 2, "2026-03-09T12:00:00Z");
        parked(3, 3, "2026-03-09T12:00:00Z");
        order(2, "confirmed", "2026-03-01T12:00:00Z", SNAPSHOT);
        order(3, "pending", "2026-03-10T12:00:00Z", DELETION);

        sweeper(100).sweep().block(LONG);
        sweeper(100).sweep().block(LONG);

        assertThat(published).hasSize(2).allSatisfy(event -> {
            assertThat(event.key()).isEqualTo(SHOP + ":2");
            Repair repair = requireNonNull(EventDecoder.decodeRepair(event));
            assertThat(repair.event()).hasToString("1-0-2");
            assertThat(repair.action()).isEqualTo(Repair.Action.RETRY);
            // The same command both times, so that the second is stale.
            assertThat(repair.commandId()).isEqualTo("sweeper-1-0-2-1");
        });
    }

    @Test
    void a_sweep_looks_at_a_bounded_stretch_and_the_next_one_goes_on_behind_it() {
        for (int i = 1; i <= 5; i++) {
            parked(i, i, "2026-03-09T12:00:00Z");
            order(i, "confirmed", "2026-03-01T12:00:00Z", SNAPSHOT);
        }
        Sweeper sweeper = sweeper(2);

        sweeper.sweep().block(LONG);
        assertThat(published).hasSize(2);
        sweeper.sweep().block(LONG);
        sweeper.sweep().block(LONG);

        assertThat(published.stream().map(Event::key).distinct()).hasSize(5);
        sweeper.sweep().block(LONG);
        assertThat(published.stream().map(Event::key).toList().subList(5, 7)).containsExactly(SHOP + ":1", SHOP + ":2");
    }

    @Test
    void one_instance_at_a_time_sends() {
        parked(1, 1, "2026-03-09T12:00:00Z");
        order(1, "confirmed", "2026-03-01T12:00:00Z", SNAPSHOT);
        var holder = requireNonNull(Mono.from(connections.create()).block(LONG));
        Mono.from(holder.createStatement("SELECT pg_advisory_lock(hashtextextended('sluice.sweep', 0))")
                        .execute())
                .flatMapMany(result -> result.map((row, metadata) -> 1))
                .blockLast(LONG);

        sweeper(100).sweep().block(LONG);
        assertThat(published).isEmpty();

        Mono.from(holder.close()).block(LONG);
        sweeper(100).sweep().block(LONG);
        assertThat(published).hasSize(1);
    }

    @Test
    void old_days_of_outcomes_are_dropped_whole_and_what_has_no_day_stays() {
        run("SELECT prepare_outcome_days('2026-02-01', 12)");
        run("SELECT prepare_outcome_days('2026-03-10', 1)");
        for (String day : List.of("2026-01-01", "2026-02-01", "2026-02-07", "2026-02-08", "2026-03-10")) {
            run("""
                    INSERT INTO outcomes (log_id, partition, log_offset, applied_on, outcome, type, shop, received_at, applied_at)
                    VALUES (1, 0, %d, '%s', 'applied', 'shopify', '%s', now(), now())""".formatted(LocalDate.parse(day).toEpochDay(), day, SHOP));
        }

        retention().round().block(LONG);

        assertThat(database.sql("SELECT applied_on FROM outcomes ORDER BY 1")
                        .mapValue(LocalDate.class)
                        .all()
                        .collectList()
                        .block(LONG))
                .containsExactly(
                        LocalDate.parse("2026-01-01"), LocalDate.parse("2026-02-08"), LocalDate.parse("2026-03-10"));
        assertThat(number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'outcomes'::regclass"))
                .isEqualTo(1 + 5 + 1);
    }

    private Retention retention() {
        return new Retention(database, new RetentionSettings(Duration.ofDays(30)), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void a_day_that_somebody_reads_is_dropped_later_and_nobody_waits_for_it() {
        run("SELECT prepare_outcome_days('2026-02-01', 1)");
        var reader = requireNonNull(Mono.from(connections.create()).block(LONG));
        Mono.from(reader.beginTransaction()).block(LONG);
        Mono.from(reader.createStatement("SELECT count(*) FROM outcomes").execute())
                .flatMapMany(result -> result.map((row, metadata) -> 1))
                .blockLast(LONG);

        assertThat(retention().round().materialize().block(LONG)).matches(signal -> signal.isOnError());

        Mono.from(reader.rollbackTransaction()).then(Mono.from(reader.close())).block(LONG);
        retention().round().block(LONG);
        assertThat(number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'outcomes'::regclass"))
                .isEqualTo(1);
    }

    @Test
    void what_was_given_up_long_ago_ends_and_what_waits_stays_however_old() {
        parked(1, 1, "2025-01-01T00:00:00Z");
        parked(2, 2, "2025-01-01T00:00:00Z");
        parked(3, 3, "2025-01-01T00:00:00Z");
        for (Map.Entry<Integer, String> discarded :
                Map.of(2, "2026-02-01T00:00:00Z", 3, "2026-03-09T00:00:00Z").entrySet()) {
            run("UPDATE unapplied_events SET outcome = 'dead-lettered', reason = 'discarded', discarded_at = '"
                    + discarded.getValue() + "' WHERE log_offset = " + discarded.getKey());
            run("""
                    INSERT INTO repair_history (command_id, log_id, partition, log_offset, action, commanded_at, applied_at,
                        outcome)
                    VALUES ('c', 1, 0, %d, 'discard', now(), '%s', 'dead-lettered')""".formatted(discarded.getKey(), discarded.getValue()));
        }

        retention().round().block(LONG);

        assertThat(number("SELECT sum(log_offset)::bigint FROM unapplied_events"))
                .isEqualTo(1 + 3);
        assertThat(number("SELECT sum(log_offset)::bigint FROM repair_history")).isEqualTo(3);
    }
}
