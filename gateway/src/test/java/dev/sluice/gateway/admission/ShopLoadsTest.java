package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShopLoadsTest {
    private final ShopLoads loads = new ShopLoads();

    @Test
    void aSteadyRateShowsAndTheLoudestIsLast() {
        List<ShopLoad> active = List.of();
        for (int second = 0; second < 60; second++) {
            offer("loud", 200);
            offer("quiet", 2);
            active = loads.sampled(1);
        }

        assertThat(active).extracting(ShopLoad::shop).containsExactly("quiet", "loud");
        assertThat(active.get(0).perSecond()).isCloseTo(2, within(0.1));
        assertThat(active.get(1).perSecond()).isCloseTo(200, within(1.0));
    }

    @Test
    void aShopThatFallsSilentIsForgotten() {
        offer("one", 1_000);
        loads.sampled(1);
        assertThat(loads.size()).isEqualTo(1);

        for (int second = 0; second < 300; second++) {
            loads.sampled(1);
        }

        assertThat(loads.size()).isZero();
    }

    @Test
    void thereIsABoundOfShopsAndTheRestShareOneLoad() {
        for (int i = 0; i < ShopLoads.MOST_SHOPS + 100; i++) {
            offer("shop " + i, 1);
        }

        assertThat(loads.size()).isEqualTo(ShopLoads.MOST_SHOPS);
        assertThat(loads.of("one more")).isSameAs(loads.of("and another"));
        assertThat(loads.sampled(1)).hasSize(ShopLoads.MOST_SHOPS + 1);
    }

    private void offer(String shop, int events) {
        for (int i = 0; i < events; i++) {
            loads.of(shop).offered();
        }
    }
}
