package dev.sluice.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Outcome;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LedgerTest {

    private static Ledger ledger(long accepted, long applied, long stale, long inFlight) {
        return Ledger.read(JsonMapper.shared()
                .readTree(String.format(
                        "{\"accepted\":%d,\"in_flight\":%d,\"outcomes\":{\"applied\":%d,\"stale\":%d},\"balanced\":true}",
                        accepted, inFlight, applied, stale)));
    }

    @Test
    void it_adds_up_when_accepted_is_all_outcomes_and_what_is_in_flight() {
        assertThat(ledger(10, 6, 3, 1).addsUp()).isTrue();
        assertThat(ledger(10, 6, 3, 0).addsUp()).isFalse();
    }

    @Test
    void the_equation_names_every_outcome() {
        assertThat(ledger(10, 6, 3, 1).equation())
                .isEqualTo("accepted 10 = applied 6 + duplicate 0 + stale 3 + parked 0 + quarantined 0"
                        + " + dead-lettered 0 + ignored 0 + in flight 1");
    }

    @Test
    void a_difference_is_what_was_added() {
        Ledger added = ledger(30, 20, 9, 1).since(ledger(10, 6, 3, 1));

        assertThat(added.accepted()).isEqualTo(20);
        assertThat(added.count(Outcome.APPLIED)).isEqualTo(14);
        assertThat(added.inFlight()).isZero();
    }
}
