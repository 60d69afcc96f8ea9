package dev.sluice.gateway.catalog;

import static dev.sluice.gateway.testing.Shopfront.PRODUCTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.Answer;
import dev.sluice.gateway.testing.Frozen;
import dev.sluice.gateway.testing.RunningGateway;
import dev.sluice.gateway.testing.Shopfront;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What happens when reads and changes of the catalog meet, with each step where the test wants it. */
class CatalogRaceIT {
    private final AdminGateway gateway = AdminGateway.get();
    private final CatalogCache cache = gateway.bean(CatalogCache.class);
    private final CatalogSettings settings = gateway.bean(CatalogSettings.class);
    private final HeldSource source = new HeldSource(gateway.bean(CatalogSource.class));
    private final Catalog first = catalog();
    private final Catalog second = catalog();
    private Shopfront shop;

    @BeforeEach
    void open() {
        Shopfront.closeAll(gateway);
        CatalogRedis.flush();
        shop = Shopfront.open(gateway, "race.example.com");
        shop.create("A", Map.of("name", "old")).is(201);
    }

    @AfterEach
    void close() {
        Shopfront.closeAll(gateway);
    }

    /** As another gateway on the same servers would have it. */
    private Catalog catalog() {
        return new Catalog(cache, source, settings, new CatalogMetrics(new SimpleMeterRegistry()));
    }

    /** Reads as usual; what it read is held back until the test lets it go. */
    private static final class HeldSource implements CatalogSource {
        private final CatalogSource source;
        private final AtomicInteger reads = new AtomicInteger();
        private volatile Sinks.Empty<Void> gate = open();

        HeldSource(CatalogSource source) {
            this.source = source;
        }

        private static Sinks.Empty<Void> open() {
            Sinks.Empty<Void> sink = Sinks.empty();
            sink.tryEmitEmpty();
            return sink;
        }

        void hold() {
            gate = Sinks.empty();
        }

        void letGo() {
            gate.tryEmitEmpty();
        }

        @Override
        public Read product(String shop, String sku) {
            return held(source.product(shop, sku));
        }

        @Override
        public Read page(String shop, ProductFilter filter, int limit, String place) {
            return held(source.page(shop, filter, limit, place));
        }

        private Read held(Read read) {
            return fresh ->
                    read.from(fresh).doOnNext(loaded -> reads.incrementAndGet()).delayUntil(loaded -> gate.asMono());
        }
    }

    private static String name(Representation product) {
        return new String(product.json(), UTF_8).replaceAll("(?s).*\"name\"\\s*:\\s*\"([^\"]*)\".*", "$1");
    }

    private CompletableFuture<String> reading(Catalog catalog) {
        return catalog.product(shop.shop(), "A").map(CatalogRaceIT::name).toFuture();
    }

    @Test
    void a_reader_that_read_before_a_change_neither_stores_nor_answers_it_after_the_change() {
        source.hold();
        CompletableFuture<String> slow = reading(first);
        await().atMost(RunningGateway.BOUND).until(() -> source.reads.get() == 1);

        shop.change("A", Map.of("name", "new")).is(200);
        source.letGo();

        assertThat(slow.join()).isEqualTo("new");
        assertThat(shop.get(PRODUCTS + "/A").json().get("name").asString()).isEqualTo("new");
        assertThat(reading(second).join()).isEqualTo("new");
    }

    @Test
    void a_listing_that_was_read_before_a_change_is_not_kept_either() {
        ProductFilter all = new ProductFilter(null, null, null, null);
        source.hold();
        CompletableFuture<String> slow =
                first.page(shop.shop(), all, 50, "").map(CatalogRaceIT::name).toFuture();
        await().atMost(RunningGateway.BOUND).until(() -> source.reads.get() == 1);

        shop.change("A", Map.of("name", "new")).is(200);
        source.letGo();

        assertThat(slow.join()).isEqualTo("new");
        assertThat(second.page(shop.shop(), all, 50, "")
                        .map(CatalogRaceIT::name)
                        .block(RunningGateway.BOUND))
                .isEqualTo("new");
    }

    @Test
    void a_replica_that_lags_behind_is_neither_stored_nor_answered() {
        CatalogSource.Loaded before = requireNonNull(gateway.bean(CatalogSource.class)
                .product(shop.shop(), "A")
                .from(true)
                .block(RunningGateway.BOUND));
        shop.change("A", Map.of("name", "new")).is(200);
        CatalogSource lagging = new LaggingReplica(before, source);
        Catalog catalog = new Catalog(cache, lagging, settings, new CatalogMetrics(new SimpleMeterRegistry()));

        assertThat(catalog.product(shop.shop(), "A").map(CatalogRaceIT::name).block(RunningGateway.BOUND))
                .isEqualTo("new");
        assertThat(shop.get(PRODUCTS + "/A").json().get("name").asString()).isEqualTo("new");
    }

    private record LaggingReplica(Loaded before, CatalogSource primary) implements CatalogSource {

        @Override
        public Read product(String shop, String sku) {
            return fresh -> fresh ? primary.product(shop, sku).from(true) : Mono.just(before);
        }

        @Override
        public Read page(String shop, ProductFilter filter, int limit, String place) {
            return primary.page(shop, filter, limit, place);
        }
    }

    @Test
    void a_thousand_readers_of_two_gateways_cause_one_load() {
        source.hold();
        List<CompletableFuture<String>> readers = IntStream.range(0, 1_000)
                .mapToObj(i -> reading(i % 2 == 0 ? first : second))
                .toList();
        await().atMost(RunningGateway.BOUND).until(() -> source.reads.get() == 1);
        source.letGo();

        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isEqualTo("old"));
        assertThat(source.reads).hasValue(1);
    }

    @Test
    void readers_over_http_cause_one_load() {
        MeterRegistry meters = gateway.bean(MeterRegistry.class);
        double before = loads(meters);

        List<Integer> answers = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> shop.get(PRODUCTS + "/A").status())
                .toList();

        assertThat(answers).containsOnly(200);
        assertThat(loads(meters) - before).isEqualTo(1);
    }

    private static double loads(MeterRegistry meters) {
        return meters.get("sluice.catalog.loads")
                .tag("kind", "product")
                .counter()
                .count();
    }

    @Test
    void a_client_that_goes_away_does_not_end_the_load_of_the_others() {
        source.hold();
        CompletableFuture<String> impatient = reading(first);
        CompletableFuture<String> patient = reading(first);
        await().atMost(RunningGateway.BOUND).until(() -> source.reads.get() == 1);

        impatient.cancel(true);
        source.letGo();

        assertThat(patient.join()).isEqualTo("old");
        assertThat(source.reads).hasValue(1);
    }

    @Test
    void a_product_that_is_not_there_keeps_nobody_waiting() {
        source.hold();
        source.letGo();

        assertThat(first.product(shop.shop(), "NONE").blockOptional(RunningGateway.BOUND))
                .isEmpty();
        assertThat(second.product(shop.shop(), "NONE").blockOptional(RunningGateway.BOUND))
                .isEmpty();
        shop.create("NONE", Map.of()).is(201);
        assertThat(second.product(shop.shop(), "NONE").blockOptional(RunningGateway.BOUND))
                .isPresent();
    }

    @Test
    void without_redis_postgresql_answers_and_changes_are_cleared_when_it_is_back() {
        shop.get(PRODUCTS + "/A").is(200);
        Optional<Frozen> frozen = Frozen.redis();
        assumeTrue(frozen.isPresent(), "Redis is no process of this machine");
        try (Frozen redis = frozen.get()) {
            Answer answer = shop.get(PRODUCTS + "/A").is(200);
            assertThat(answer.json().get("name").asString()).isEqualTo("old");
            shop.change("A", Map.of("name", "new")).is(200);
            shop.get(PRODUCTS).is(200);
        }

        await().atMost(RunningGateway.BOUND)
                .until(() ->
                        shop.get(PRODUCTS + "/A").json().get("name").asString().equals("new"));
        await().atMost(RunningGateway.BOUND)
                .until(() -> gateway.database()
                        .column("SELECT cleared = generation FROM catalogs")
                        .equals(List.of("t")));
        assertThat(shop.get(PRODUCTS + "/A").json().get("name").asString()).isEqualTo("new");
    }
}
