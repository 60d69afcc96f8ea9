package dev.sluice.processor.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void without_a_rate_nothing_waits() {
        Throttle none = new Throttle(0);

        assertThat(none.reserve(1_000_000, 0)).isZero();
        assertThat(none.reserve(1_000_000, 0)).isZero();
        assertThat(none.atOnce()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void events_wait_for_those_before_them_and_idle_time_is_not_saved_up() {
        Throttle hundred = new Throttle(100);

        assertThat(hundred.reserve(10, 0)).isZero();
        assertThat(hundred.reserve(10, 0)).isEqualTo(SECOND / 10);
        assertThat(hundred.reserve(10, 60 * SECOND)).isZero();
        assertThat(hundred.reserve(10, 60 * SECOND)).isEqualTo(SECOND / 10);
    }

    @Property
    void no_more_than_the_rate_and_one_batch_come_in_any_time(
            @ForAll @IntRange(min = 1, max = 100_000) int rate,
            @ForAll @Size(min = 1, max = 50) int[] gaps,
            @ForAll long start) {
        Throttle throttle = new Throttle(rate);
        long now = start;
        long first = 0;
        long gone = 0;
        for (int gap : gaps) {
            now += Math.floorMod(gap, SECOND);
            long at = now + throttle.reserve(throttle.atOnce(), now);
            if (gone == 0) {
                first = at;
            }
            assertThat((double) gone).isLessThanOrEqualTo((at - first) * (double) rate / SECOND + 1);
            gone += throttle.atOnce();
        }
    }
}
