package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final SettableClock clock = new SettableClock();

    private LoginThrottle throttle(int perEmail, int overall) {
        return new LoginThrottle(TestSettings.limits(perEmail, overall), clock);
    }

    @Test
    void the_twenty_first_wrong_login_within_the_window_is_refused_and_told_when_to_come_back() {
        LoginThrottle throttle = throttle(20, 1_000);
        for (int i = 0; i < 20; i++) {
            assertThat(throttle.charge("a@example.com")).isEmpty();
            clock.move(Duration.ofSeconds(1));
        }

        Optional<Duration> wait = throttle.charge("a@example.com");

        assertThat(wait).contains(Duration.ofMinutes(15).minusSeconds(20));
    }

    @Test
    void other_addresses_are_not_refused_for_it() {
        LoginThrottle throttle = throttle(1, 1_000);
        throttle.charge("a@example.com");

        assertThat(throttle.charge("b@example.com")).isEmpty();
    }

    @Test
    void a_wrong_login_is_forgotten_after_the_window() {
        LoginThrottle throttle = throttle(2, 1_000);
        throttle.charge("a@example.com");
        clock.move(Duration.ofMinutes(10));
        throttle.charge("a@example.com");
        clock.move(Duration.ofMinutes(5));

        assertThat(throttle.charge("a@example.com")).isEmpty();
        assertThat(throttle.charge("a@example.com")).contains(Duration.ofMinutes(10));
    }

    @Test
    void a_right_login_is_not_counted_and_does_not_wipe_out_the_wrong_ones() {
        LoginThrottle throttle = throttle(2, 1_000);
        throttle.charge("a@example.com");
        for (int i = 0; i < 50; i++) {
            assertThat(throttle.charge("a@example.com")).isEmpty();
            throttle.giveBack("a@example.com");
        }
        throttle.charge("a@example.com");

        assertThat(throttle.charge("a@example.com")).isPresent();
    }

    @Test
    void guesses_spread_over_many_addresses_are_refused_over_all_and_take_no_more_memory() {
        LoginThrottle throttle = throttle(2, 100);
        for (int i = 0; i < 10_000; i++) {
            throttle.charge(i + "@example.com");
        }

        assertThat(throttle.charge("a@example.com")).contains(Duration.ofMinutes(15));
        assertThat(throttle.addresses()).isEqualTo(100);
    }

    @Test
    void a_refused_login_does_not_make_the_wait_longer() {
        LoginThrottle throttle = throttle(1, 100);
        throttle.charge("a@example.com");
        clock.move(Duration.ofMinutes(14));
        throttle.charge("a@example.com");
        clock.move(Duration.ofMinutes(1));

        assertThat(throttle.charge("a@example.com")).isEmpty();
    }
}
