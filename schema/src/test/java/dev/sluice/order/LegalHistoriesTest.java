package dev.sluice.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Over generated lives of Shopify orders; a life is a function of its seed. {@link Arrivals} checks every single step. */
class LegalHistoriesTest {

    @Property(tries = 1_500)
    void whateverArrivesWhenTheCalledForStateIsReachedAndTheEndIsTheSame(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int steps) {
        Random random = new Random(seed);
        List<DecodedEvent> life = ShopifyLife.deliveries(random, steps);
        List<Object> expected = Arrivals.of(life).outcome();

        for (int i = 0; i < 6; i++) {
            assertThat(Arrivals.of(arrival(life, random)).outcome()).isEqualTo(expected);
        }
    }

    @Property(tries = 1_000)
    void theFactsAreTheJoinOfTheEvents(@ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int steps) {
        Random random = new Random(seed);
        List<DecodedEvent> life = ShopifyLife.deliveries(random, steps);
        OrderFacts joined = life.stream().map(DecodedEvent::facts).reduce(OrderFacts.NONE, OrderFacts::merge);

        Order order = Arrivals.of(arrival(life, random)).order();

        assertThat(order.facts()).isEqualTo(joined);
        assertThat(FactsCodec.decode(FactsCodec.encode(joined))).isEqualTo(joined);
    }

    @Property(tries = 1_500)
    void anOperatorInBetweenNeverMakesAStateUnreachable(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int steps) {
        Random random = new Random(seed);
        List<DecodedEvent> arrival = arrival(ShopifyLife.deliveries(random, steps), random);
        for (int i = 0; i < 4; i++) {
            DecodedEvent command = Events.command("c" + i, random.nextBoolean() ? "confirmed" : "cancelled");
            arrival.add(random.nextInt(arrival.size() + 1), command);
        }

        assertThat(Arrivals.of(arrival).order().conflict()).isFalse();
    }

    /** That the lives are worth living: what they never reach, the properties above do not prove. */
    @Example
    void theGeneratedLivesReachEveryStateOverEveryEdge() {
        Map<OrderState, Set<OrderState>> walked = new EnumMap<>(OrderState.class);
        Random random = new Random(42);
        for (int i = 0; i < 3_000; i++) {
            Order order = Order.NEW;
            for (DecodedEvent event : arrival(ShopifyLife.deliveries(random, 25), random)) {
                Folded folded = order.fold(event);
                folded.transitions()
                        .forEach(step -> walked.computeIfAbsent(step.from(), from -> new HashSet<>())
                                .add(step.to()));
                order = folded.order();
            }
        }
        for (OrderState from : OrderState.values()) {
            for (OrderState to : OrderState.values()) {
                assertThat(walked.getOrDefault(from, Set.of()).contains(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(from.leadsTo(to) || from.isCorrectedTo(to));
            }
        }
    }

    private static List<DecodedEvent> arrival(List<DecodedEvent> life, Random random) {
        List<DecodedEvent> arrival = new ArrayList<>(life);
        for (DecodedEvent event : life) {
            if (random.nextInt(4) == 0) {
                arrival.add(event);
            }
        }
        Collections.shuffle(arrival, random);
        return arrival;
    }
}
