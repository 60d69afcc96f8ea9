package dev.sluice.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(FactsArbitraries.class)
@Domain(DomainContext.Global.class)
class MergeLawsTest {

    @Property(tries = 1_000)
    void itDoesNotMatterWhichOfTwoComesFirst(@ForAll OrderFacts a, @ForAll OrderFacts b) {
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
    }

    @Property(tries = 1_000)
    void itDoesNotMatterWhichOfThreeAreMergedFirst(@ForAll OrderFacts a, @ForAll OrderFacts b, @ForAll OrderFacts c) {
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    }

    @Property(tries = 1_000)
    void mergingWhatIsKnownChangesNothing(@ForAll OrderFacts a, @ForAll OrderFacts b) {
        OrderFacts both = a.merge(b);

        assertThat(a.merge(a)).isEqualTo(a);
        assertThat(both.merge(a)).isEqualTo(both);
        assertThat(both.merge(b)).isEqualTo(both);
    }

    @Property(tries = 500)
    void nothingIsKnownMoreByMergingNothing(@ForAll OrderFacts a) {
        assertThat(a.merge(OrderFacts.NONE)).isEqualTo(a);
        assertThat(OrderFacts.NONE.merge(a)).isEqualTo(a);
    }

    @Property(tries = 1_000)
    void theCalledForStateIsNeverTakenBackToPendingOrOutOfRefunded(@ForAll OrderFacts a, @ForAll OrderFacts b) {
        OrderState before = CalledFor.by(a).state();
        OrderState after = CalledFor.by(a.merge(b)).state();

        assertThat(before == after || Paths.choose(before, after, a.merge(b)) != null)
                .as("%s to %s", before, after)
                .isTrue();
    }

    @Property(tries = 300)
    void theBoundOnItemsKeepsTheLaws(
            @ForAll("ids") SortedMap<Long, Refund> a,
            @ForAll("ids") SortedMap<Long, Refund> b,
            @ForAll("ids") SortedMap<Long, Refund> c) {
        SortedMap<Long, Refund> left = OrderFacts.join(OrderFacts.join(a, b), c);

        assertThat(left).isEqualTo(OrderFacts.join(a, OrderFacts.join(b, c)));
        assertThat(OrderFacts.join(a, b)).isEqualTo(OrderFacts.join(b, a));
        assertThat(OrderFacts.join(left, b)).isEqualTo(left);
        assertThat(left).hasSizeLessThanOrEqualTo(OrderFacts.MAX_ITEMS);
        for (SortedMap<Long, Refund> part : List.of(a, b, c)) {
            assertThat(part.isEmpty() || left.lastKey() >= part.lastKey())
                    .as("the largest ids stay")
                    .isTrue();
        }
    }

    @Provide
    Arbitrary<SortedMap<Long, Refund>> ids() {
        Arbitrary<Long> start = Arbitraries.longs().between(1, 700);
        Arbitrary<Integer> size = Arbitraries.integers().between(0, OrderFacts.MAX_ITEMS);
        return Combinators.combine(start, size, Arbitraries.of("1", "2")).as((first, count, amount) -> {
            SortedMap<Long, Refund> refunds = new TreeMap<>();
            for (long id = first; id < first + count; id++) {
                refunds.put(id, new Refund(null, null, amount, null));
            }
            return refunds;
        });
    }
}
