package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class RetryAfterTest {

    @Example
    void itIsTheTimeThatTheQueueNeedsToTheLowMark() {
        assertThat(RetryAfter.seconds(80_000, 4_000, 0)).isEqualTo(20);
        assertThat(RetryAfter.seconds(80_001, 4_000, 0)).isEqualTo(21);
        assertThat(RetryAfter.seconds(80_000, 4_000, 1)).isEqualTo(25);
    }

    @Example
    void aQueueThatDoesNotShrinkGetsTheLongestTime() {
        assertThat(RetryAfter.seconds(1, 0, 0)).isEqualTo(RetryAfter.LONGEST_SECONDS);
    }

    @Property
    void itIsAlwaysBetweenOneSecondAndFiveMinutes(
            @ForAll long excess, @ForAll double drain, @ForAll @DoubleRange(min = 0, max = 1) double random) {
        assertThat(RetryAfter.seconds(excess, drain, random)).isBetween(1L, RetryAfter.LONGEST_SECONDS);
    }
}
