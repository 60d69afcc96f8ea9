package dev.sluice.loadtest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Outcome;
import dev.sluice.loadtest.faults.Attempt.Ending;
import dev.sluice.loadtest.faults.Findings.Oracle;
import dev.sluice.loadtest.samples.Delivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerOracleTest {
    private static final Delivery DELIVERY = new Bodies("a.example", "run", 1).probe();

    private static Sent answered(int status) {
        Sent sent = new Sent(DELIVERY);
        sent.attempted(new Attempt(0, 1, Ending.ANSWERED, status, "accepted"), false);
        return sent;
    }

    private static Evidence.Logged logged(long offset, Outcome... outcomes) {
        return new Evidence.Logged(
                new LogPosition("order-events", 3, offset),
                new Sent(DELIVERY).identity(),
                null,
                null,
                List.of(outcomes));
    }

    private static Findings check(Sent sent, Evidence.Logged... records) {
        Map<LogPosition, List<Outcome>> outcomes = new HashMap<>();
        for (Evidence.Logged record : records) {
            outcomes.put(record.position(), record.outcomes());
        }
        return check(sent, Evidence.of(List.of(records), outcomes));
    }

    private static Findings check(Sent sent, Evidence evidence) {
        Findings findings = new Findings();
        LedgerOracle.outcomes(List.of(sent), evidence, findings);
        return findings;
    }

    @Test
    void one_effect_and_any_number_of_duplicates_are_right() {
        Findings findings = check(
                answered(200), logged(1, Outcome.APPLIED), logged(2, Outcome.DUPLICATE), logged(3, Outcome.DUPLICATE));

        assertThat(findings.lines()).isEmpty();
    }

    @Test
    void a_delivery_that_was_refused_and_is_not_in_the_log_is_right() {
        assertThat(check(answered(503)).lines()).isEmpty();
    }

    @Test
    void an_accepted_delivery_that_is_not_in_the_log_is_lost() {
        assertThat(check(answered(200)).lines()).singleElement().asString().contains("lost");
    }

    @Test
    void two_effects_of_one_delivery_are_found() {
        Findings findings = check(answered(200), logged(1, Outcome.APPLIED), logged(2, Outcome.STALE));

        assertThat(findings.lines()).singleElement().asString().contains("2 outcomes other than duplicate");
    }

    @Test
    void a_delivery_with_nothing_but_duplicates_is_found() {
        assertThat(check(answered(200), logged(1, Outcome.DUPLICATE)).count(Oracle.L))
                .isOne();
    }

    @Test
    void a_position_without_an_outcome_or_with_two_is_found() {
        assertThat(check(answered(503), logged(1)).lines().get(0)).contains("has the outcomes []");
        assertThat(check(answered(503), logged(1, Outcome.APPLIED, Outcome.STALE))
                        .lines()
                        .get(0))
                .contains("has the outcomes [APPLIED, STALE]");
    }

    @Test
    void an_outcome_of_a_position_without_a_record_is_found() {
        Evidence evidence =
                Evidence.of(List.of(), Map.of(new LogPosition("order-events", 3, 7), List.of(Outcome.APPLIED)));

        assertThat(check(answered(503), evidence).lines())
                .singleElement()
                .asString()
                .contains("order-events-3@7 has an outcome");
    }
}
