package dev.sluice.processor.consume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapTest {
    private final Gap gap = new Gap();

    @Test
    void records_that_were_on_their_way_are_no_gap() {
        assertThat(gap.confirmed(10)).isFalse();
        assertThat(gap.confirmed(11)).isFalse();
        gap.closed();

        assertThat(checksUntilDue(100)).isEqualTo(-1);
    }

    @Test
    void when_the_expected_record_does_not_come_the_log_is_asked_again_after_five_checks() {
        gap.confirmed(10);

        assertThat(checksUntilDue(10)).isEqualTo(5);
    }

    @Test
    void a_gap_is_real_only_when_the_log_brings_the_same_record_after_being_asked_twice() {
        gap.confirmed(10);
        checksUntilDue(5);
        assertThat(gap.confirmed(10)).isFalse();
        checksUntilDue(5);

        assertThat(gap.confirmed(10)).isTrue();
    }

    @Test
    void a_record_further_on_never_confirms_a_gap() {
        gap.confirmed(10);
        checksUntilDue(5);
        checksUntilDue(5);

        assertThat(gap.confirmed(11)).isFalse();
    }

    private int checksUntilDue(int most) {
        for (int check = 1; check <= most; check++) {
            if (gap.isDue()) {
                return check;
            }
        }
        return -1;
    }
}
