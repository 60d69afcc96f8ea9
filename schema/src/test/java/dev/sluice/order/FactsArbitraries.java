package dev.sluice.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

/** Facts out of few values, so that ties, equal items and near misses are frequent. */
public final class FactsArbitraries extends DomainContextBase {

    @Provide
    Arbitrary<OrderFacts> facts() {
        Arbitrary<Boolean> mark = Arbitraries.of(true, false);
        return Combinators.combine(
                        snapshot().injectNull(0.3),
                        Combinators.combine(mark, mark, mark, mark).as((a, b, c, d) -> List.of(a, b, c, d)),
                        items(fulfillment()),
                        items(refund()),
                        items(transaction()),
                        Combinators.combine(
                                        decision().injectNull(0.5), decision().injectNull(0.5))
                                .as(Decisions::new),
                        time(),
                        own().injectNull(0.5))
                .as((snapshot, marks, fulfillments, refunds, transactions, decisions, deletedAt, own) -> new OrderFacts(
                        snapshot,
                        marks.get(0),
                        marks.get(1),
                        marks.get(2),
                        marks.get(3),
                        fulfillments,
                        refunds,
                        transactions,
                        decisions.confirmation(),
                        decisions.cancellation(),
                        deletedAt,
                        own));
    }

    private record Decisions(
            @Nullable Decision confirmation, @Nullable Decision cancellation) {}

    private static Arbitrary<Instant> time() {
        return Arbitraries.of(
                        "2026-03-01T10:00:00Z",
                        "2026-03-01T10:00:01Z",
                        "2026-03-01T10:00:01.000001Z",
                        "0001-01-01T00:00:00Z",
                        "1969-12-31T23:59:59.999999Z",
                        "2099-12-31T23:59:59.999999Z")
                .map(Instant::parse)
                .injectNull(0.2);
    }

    private static Arbitrary<String> text(String... usual) {
        return Arbitraries.frequencyOf(
                        Tuple.of(9, Arbitraries.of(usual)),
                        Tuple.of(1, Arbitraries.of("", "\"\\\n", "ü😀", "العربية", "=1+1", "</script>")))
                .injectNull(0.2);
    }

    private static Arbitrary<String> amount() {
        return Arbitraries.of("0", "10", "10.0", "10.00", "-3.5", "9999999999999999999999999999.99")
                .injectNull(0.2);
    }

    // The digest follows from the content, as it does for bodies.
    private static Arbitrary<Snapshot> snapshot() {
        return Combinators.combine(
                        time(),
                        Arbitraries.integers().between(0, 4),
                        text("#1001", "#1002"),
                        text("paid", "pending", "refunded"),
                        text("partial", "fulfilled"),
                        lines(),
                        amount(),
                        Arbitraries.of(true, false))
                .as((updatedAt, tier, name, financial, fulfillment, lines, total, test) -> new Snapshot(
                        new Version(
                                updatedAt,
                                tier,
                                digest(updatedAt, tier, name, financial, fulfillment, lines, total, test)),
                        name,
                        financial,
                        fulfillment,
                        updatedAt,
                        updatedAt,
                        updatedAt,
                        name,
                        name,
                        financial,
                        lines,
                        total == null ? null : new BigDecimal(total),
                        fulfillment,
                        test));
    }

    private static String digest(@Nullable Object... content) {
        return HexFormat.of().formatHex(Arrays.toString(content).getBytes(UTF_8));
    }

    private static Arbitrary<List<Line>> lines() {
        return Combinators.combine(
                        text("COFFEE", "TEA"),
                        text("Coffee", "Tea"),
                        Arbitraries.longs().between(0, 1_000_000_000).injectNull(0.2),
                        amount())
                .as(Line::new)
                .list()
                .ofMaxSize(3);
    }

    private static <T> Arbitrary<TreeMap<Long, T>> items(Arbitrary<T> item) {
        Arbitrary<Long> id = Arbitraries.of(1L, 2L, 3L, -1L, Long.MAX_VALUE);
        return Arbitraries.maps(id, item).ofMaxSize(3).map(TreeMap::new);
    }

    private static Arbitrary<Fulfillment> fulfillment() {
        return Combinators.combine(
                        time(),
                        text("success", "cancelled", "pending", "failure"),
                        text("in_transit", "delivered", "failure"),
                        text("T1", "T2"),
                        Arbitraries.of(true, false))
                .as(Fulfillment::new);
    }

    private static Arbitrary<Refund> refund() {
        return Combinators.combine(time(), time(), amount(), text("EUR", "USD")).as(Refund::new);
    }

    private static Arbitrary<Transaction> transaction() {
        return Combinators.combine(
                        time(),
                        time(),
                        text("sale", "refund"),
                        text("pending", "success", "failure"),
                        amount(),
                        text("EUR", "USD"))
                .as(Transaction::new);
    }

    private static Arbitrary<Decision> decision() {
        return Combinators.combine(
                        Arbitraries.of("c1", "c2"),
                        time().filter(Objects::nonNull),
                        text("on the phone", "paid in cash"),
                        text("ada", "grace"))
                .as(Decision::new);
    }

    private static Arbitrary<OwnOrder> own() {
        return Combinators.combine(
                        Arbitraries.of(Source.API, Source.PURCHASE),
                        text("customer-1", "customer-2"),
                        lines(),
                        text("EUR"),
                        amount(),
                        time(),
                        Arbitraries.of(OwnOrder.Stock.values()),
                        text("sold-out", "customer-limit"))
                .as(OwnOrder::new);
    }
}
