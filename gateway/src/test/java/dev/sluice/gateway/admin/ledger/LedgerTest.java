package dev.sluice.gateway.admin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final LogEnds.Ends ENDS = (topic, partition) -> 20 + partition;

    private static LedgerRow row(int partition, long first, long next, @Nullable Outcome outcome, long events) {
        return new LedgerRow(1, "order-events", true, partition, first, next, outcome, events);
    }

    @Test
    void accepted_is_outcomes_and_what_is_in_flight() {
        Ledger ledger = Ledger.of(
                List.of(row(0, 5, 15, Outcome.APPLIED, 7), row(0, 5, 15, Outcome.STALE, 3), row(1, 0, 0, null, 0)),
                ENDS);

        assertThat(ledger.accepted()).isEqualTo(15 + 21);
        assertThat(ledger.inFlight()).isEqualTo(5 + 21);
        assertThat(ledger.outcomes()).containsEntry("applied", 7L).containsEntry("stale", 3L);
        assertThat(ledger.outcomes().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        + ledger.inFlight())
                .isEqualTo(ledger.accepted());
        assertThat(ledger.balanced()).isTrue();
    }

    @Test
    void every_outcome_is_shown_even_when_there_was_none() {
        assertThat(Ledger.of(List.of(), ENDS).outcomes())
                .containsOnlyKeys("applied", "duplicate", "stale", "parked", "quarantined", "dead-lettered", "ignored");
    }

    @Test
    void a_missing_outcome_is_a_gap_and_so_is_one_too_many() {
        Ledger missing = Ledger.of(List.of(row(0, 0, 10, Outcome.APPLIED, 9)), ENDS);
        Ledger tooMany = Ledger.of(List.of(row(0, 0, 10, Outcome.APPLIED, 11)), ENDS);

        assertThat(List.of(missing.balanced(), tooMany.balanced())).containsOnly(false);
    }

    @Test
    void gaps_of_two_partitions_do_not_cancel_out() {
        Ledger ledger = Ledger.of(List.of(row(0, 0, 10, Outcome.APPLIED, 9), row(1, 0, 10, Outcome.APPLIED, 11)), ENDS);

        assertThat(ledger.balanced()).isFalse();
        assertThat(ledger.partitions()).extracting(PartitionLedger::balanced).containsOnly(false);
    }

    @Test
    void an_end_that_was_read_before_the_snapshot_does_not_make_in_flight_negative() {
        Ledger ledger = Ledger.of(List.of(row(0, 0, 50, Outcome.APPLIED, 50)), ENDS);

        assertThat(ledger.inFlight()).isZero();
        assertThat(ledger.accepted()).isEqualTo(50);
    }

    @Test
    void a_log_whose_topic_was_made_anew_grows_no_more() {
        LedgerRow old = new LedgerRow(1, "order-events", false, 0, 0, 10, Outcome.APPLIED, 10);
        LedgerRow current = new LedgerRow(2, "order-events", true, 0, 0, 4, Outcome.APPLIED, 4);

        Ledger ledger = Ledger.of(List.of(old, current), ENDS);

        assertThat(ledger.partitions()).extracting(PartitionLedger::inFlight).containsExactly(0L, 16L);
        assertThat(ledger.outcomes()).containsEntry("applied", 14L);
        assertThat(ledger.balanced()).isTrue();
    }
}
