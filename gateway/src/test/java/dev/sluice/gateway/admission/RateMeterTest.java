package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private static final long HALF_SECOND = 500_000_000L;

    @Test
    void itApproachesASteadyRate() {
        RateMeter meter = RateMeter.NONE;
        for (int i = 0; i < 60; i++) {
            meter = meter.sampled(1_000_000L + 250L * i, HALF_SECOND * i);
        }
        assertThat(meter.perSecond()).isCloseTo(500, within(1.0));
    }

    @Test
    void aCounterThatWentBackStartsOver() {
        RateMeter meter = RateMeter.NONE.sampled(100, 0).sampled(200, HALF_SECOND);
        assertThat(meter.perSecond()).isPositive();
        assertThat(meter.sampled(5, 2 * HALF_SECOND).perSecond()).isZero();
    }

    @Test
    void aRateThatFadesComesToRest() {
        RateMeter meter = RateMeter.NONE.sampled(0, 0).sampled(1_000, HALF_SECOND);
        for (int i = 2; i < 200; i++) {
            meter = meter.sampled(1_000, HALF_SECOND * i);
        }
        assertThat(meter.perSecond()).isZero();
    }
}
