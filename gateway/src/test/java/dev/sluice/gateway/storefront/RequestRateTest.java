package dev.sluice.gateway.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private static final long SECOND = 1_000_000_000L;

    private static int letThrough(RequestRate rate, int asked, long nowNanos) {
        int through = 0;
        for (int i = 0; i < asked; i++) {
            through += rate.ask(nowNanos) == 0 ? 1 : 0;
        }
        return through;
    }

    @Test
    void as_many_as_a_second_has_are_let_through_at_once_and_no_more() {
        RequestRate rate = new RequestRate(100, 0);

        assertThat(letThrough(rate, 150, 0)).isEqualTo(100);
    }

    @Test
    void what_was_refused_is_let_through_after_the_wait_it_was_told() {
        RequestRate rate = new RequestRate(100, 0);
        letThrough(rate, 100, 0);

        long wait = rate.ask(0);

        assertThat(wait).isEqualTo(SECOND / 100);
        assertThat(rate.ask(wait - 1)).isPositive();
        assertThat(rate.ask(wait)).isZero();
    }

    @Test
    void nothing_is_saved_up_for_longer_than_a_second() {
        RequestRate rate = new RequestRate(100, 0);

        assertThat(letThrough(rate, 1_000, 3_600 * SECOND)).isEqualTo(100);
    }

    @Test
    void the_clock_may_begin_anywhere() {
        RequestRate rate = new RequestRate(10, Long.MAX_VALUE - SECOND / 2);

        assertThat(letThrough(rate, 20, Long.MAX_VALUE - SECOND / 2)).isEqualTo(10);
        assertThat(letThrough(rate, 20, Long.MIN_VALUE + SECOND)).isEqualTo(10);
    }

    @Property
    void in_no_stretch_of_time_are_more_let_through_than_the_rate_and_one_second_s_worth(
            @ForAll @IntRange(min = 1, max = 1_000) int perSecond,
            @ForAll @Size(max = 200) List<@LongRange(min = 0, max = SECOND) Long> pauses) {
        RequestRate rate = new RequestRate(perSecond, 0);
        long now = 0;
        long through = 0;
        for (long pause : pauses) {
            now += pause;
            through += letThrough(rate, 20, now);
        }
        long interval = SECOND / perSecond;
        assertThat(through).isLessThanOrEqualTo((now + SECOND) / interval);
    }
}
