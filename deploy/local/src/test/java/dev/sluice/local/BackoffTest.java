package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Backoff backoff = new Backoff();

    @Test
    void theFirstDeathIsAnsweredAtOnceAndLaterOnesLater() {
        List<Optional<Duration>> waits = new ArrayList<>();
        for (int death = 0; death < Backoff.DEATHS_ALLOWED; death++) {
            waits.add(backoff.afterDeath(START.plusSeconds(death)));
        }
        assertThat(waits.stream().map(wait -> wait.orElse(Duration.ofDays(1)).toSeconds()))
                .containsExactly(0L, 1L, 2L, 4L, 8L, 15L);
    }

    @Test
    void afterManyFastDeathsItGivesUp() {
        for (int death = 0; death < Backoff.DEATHS_ALLOWED; death++) {
            backoff.afterDeath(START.plusSeconds(death));
        }
        assertThat(backoff.afterDeath(START.plusSeconds(60))).isEmpty();
    }

    @Test
    void deathsFarApartAreForgotten() {
        Instant now = START;
        for (int death = 0; death < 50; death++) {
            assertThat(backoff.afterDeath(now)).contains(Duration.ZERO);
            now = now.plus(Backoff.WINDOW).plusSeconds(1);
        }
    }
}
