package dev.sluice.processor.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long TARGET = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MOST_EVENTS = 500;
    private static final int MOST_TRANSACTIONS = 4;

    private final Pace pace = new Pace(MOST_EVENTS, MOST_TRANSACTIONS, TARGET);

    /** A database whose statements take {@code roundTrip} and whose events take {@code each}. */
    private void commit(long roundTripMillis, double eachMillis, int times) {
        for (int i = 0; i < times; i++) {
            int size = pace.events();
            long roundTrip = TimeUnit.MILLISECONDS.toNanos(roundTripMillis);
            pace.committed(size, Pace.ROUND_TRIPS * roundTrip + (long) (size * eachMillis * 1e6), roundTrip);
        }
    }

    @Test
    void nothing_is_held_back_while_transactions_are_quick() {
        commit(1, 0.1, 100);

        assertThat(pace.events()).isEqualTo(MOST_EVENTS);
        assertThat(pace.transactions()).isEqualTo(MOST_TRANSACTIONS);
    }

    @Test
    void batches_shrink_to_what_the_target_time_holds() {
        commit(1, 5, 100);

        assertThat(pace.events()).isEqualTo(100);
        assertThat(pace.transactions()).isEqualTo(MOST_TRANSACTIONS);
    }

    @Test
    void a_distant_database_gets_whole_batches_since_smaller_ones_would_take_as_long() {
        commit(300, 0.1, 100);

        assertThat(pace.events()).isEqualTo(MOST_EVENTS);
    }

    @Test
    void only_when_the_smallest_batches_are_too_slow_do_fewer_run_at_a_time() {
        commit(1, 40, 100);

        assertThat(pace.events()).isEqualTo(Pace.FEWEST_EVENTS);
        assertThat(pace.transactions()).isEqualTo(1);
    }

    @Test
    void what_timed_out_is_halved_at_least() {
        pace.timedOut(500, TimeUnit.SECONDS.toNanos(15));

        assertThat(pace.events()).isBetween(Pace.FEWEST_EVENTS, 250);
    }

    @Test
    void all_comes_back_when_the_database_does() {
        commit(1, 40, 100);
        commit(1, 0.1, 100);

        assertThat(pace.events()).isEqualTo(MOST_EVENTS);
        assertThat(pace.transactions()).isEqualTo(MOST_TRANSACTIONS);
    }

    @Property
    void the_limits_stay_within_their_bounds_whatever_is_measured(
            @ForAll @IntRange(min = 1, max = 600) int mostEvents,
            @ForAll @IntRange(min = 1, max = 64) int mostTransactions,
            @ForAll long[] measured) {
        Pace any = new Pace(mostEvents, mostTransactions, TARGET);
        for (long each : measured) {
            int size = Math.floorMod(each, any.events()) + 1;
            long took = Math.abs(each % TimeUnit.MINUTES.toNanos(1));
            if (each % 3 == 0) {
                any.timedOut(size, took);
            } else {
                any.committed(size, took, took / 20);
            }
            assertThat(any.events()).isBetween(Math.min(mostEvents, Pace.FEWEST_EVENTS), mostEvents);
            assertThat(any.transactions()).isBetween(1, mostTransactions);
        }
    }
}
