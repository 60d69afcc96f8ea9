package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.gateway.admission.SimulatedQueue.Shop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 50 shops on one queue, in virtual time. */
class NoisyNeighbourTest {
    private static final double DRAIN = 1_200;

    private static List<Shop> shops(int count, double perSecond, double newOrders) {
        List<Shop> shops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shops.add(new Shop("shop " + i, perSecond, newOrders));
        }
        return shops;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.3, 2", "1, 3"})
    void aShopThatIsAHundredTimesLouderIsRefusedAndTheOthersAreNot(double newOrders, long seed) {
        List<Shop> shops = shops(50, 10, newOrders);
        Shop loud = shops.get(0);
        loud.sends(1_000);
        SimulatedQueue queue = new SimulatedQueue(seed, shops, DRAIN);

        queue.run(60);
        double before = queue.applied();
        loud.sends(10_000);
        queue.run(300);

        for (Shop shop : shops.subList(1, 50)) {
            assertThat(shop.refusedShare()).isLessThan(0.01);
        }
        assertThat(loud.refusedShare()).isGreaterThan(0.8);
        assertThat(queue.longest()).isLessThan(100_000);
        // Nothing that could be applied was kept out: the loud one has all that the others leave.
        assertThat((queue.applied() - before) / 300).isCloseTo(DRAIN, within(DRAIN / 20));
        assertThat(queue.status().loudest().get(0).shop()).isEqualTo("shop 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void tenTimesMoreThanDrainsFromShopsThatAreAlikeKeepsTheQueueBusyAndBelowTheHighMark(long seed) {
        List<Shop> shops = shops(50, 10 * DRAIN / 50, 0.3);
        SimulatedQueue queue = new SimulatedQueue(seed, shops, DRAIN);

        queue.run(300);

        assertThat(queue.applied() / 300).isGreaterThan(0.95 * DRAIN);
        assertThat(queue.longest()).isLessThan(100_000);
        assertThat(queue.depth()).isBetween(40_000L, 80_000L);
        double even = shops.stream().mapToLong(Shop::taken).average().orElseThrow();
        for (Shop shop : shops) {
            assertThat((double) shop.taken()).isCloseTo(even, within(even / 10));
        }

        shops.forEach(shop -> shop.sends(5));
        queue.run(90);
        assertThat(queue.status().state()).isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void aProcessorThatIsAwayForHalfAMinuteCostsNoRefusalAtAThousandASecond(long seed) {
        List<Shop> shops = shops(50, 20, 0.3);
        SimulatedQueue queue = new SimulatedQueue(seed, shops, 5_000);
        queue.run(30);

        queue.drains(0);
        queue.run(30);
        queue.drains(5_000);
        queue.run(30);

        for (Shop shop : shops) {
            assertThat(shop.refusedShare()).isZero();
        }
        assertThat(queue.status().state()).isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void whileTheProcessorIsAwayForLongNewOrdersComeInAfterTheOthersCannot(long seed) {
        List<Shop> shops = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            shops.add(new Shop("updates " + i, 40, 0));
            shops.add(new Shop("orders " + i, 40, 1));
        }
        SimulatedQueue queue = new SimulatedQueue(seed, shops, 0);

        queue.run(180);

        for (int i = 0; i < 50; i += 2) {
            assertThat(shops.get(i).refusedShare()).isGreaterThan(0.3);
            assertThat(shops.get(i + 1).refusedShare()).isLessThan(0.01);
        }
    }
}
