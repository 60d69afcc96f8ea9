package dev.sluice.loadtest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static History.Step step(int sequence, String from, String to, String reason) {
        return new History.Step(sequence, from, to, reason, false, true);
    }

    @Test
    void a_path_along_edges_is_legal_and_leads_to_its_last_state() {
        History history = new History(List.of(
                step(1, "pending", "confirmed", "paid"),
                step(2, "confirmed", "processing", "fulfillment"),
                step(3, "processing", "confirmed", "corrected")));

        assertThat(history.illegality()).isNull();
        assertThat(history.end()).isEqualTo("confirmed");
    }

    @Test
    void nothing_yet_is_legal_and_pending() {
        assertThat(History.EMPTY.illegality()).isNull();
        assertThat(History.EMPTY.end()).isEqualTo("pending");
    }

    @Test
    void a_gap_in_the_sequence_is_found() {
        History history = new History(
                List.of(step(1, "pending", "confirmed", "paid"), step(3, "confirmed", "processing", "fulfillment")));

        assertThat(history.illegality()).isEqualTo("transition 2 is missing");
    }

    @Test
    void a_step_that_does_not_start_where_the_order_was_is_found() {
        History history = new History(
                List.of(step(1, "pending", "confirmed", "paid"), step(2, "processing", "shipped", "fulfilled")));

        assertThat(history.illegality()).contains("starts from processing");
    }

    @Test
    void a_step_that_is_no_edge_is_found() {
        assertThat(new History(List.of(step(1, "pending", "shipped", "fulfilled"))).illegality())
                .contains("is no edge");
        // A corrected edge needs the reason.
        History back = new History(List.of(
                step(1, "pending", "confirmed", "paid"),
                step(2, "confirmed", "processing", "fulfillment"),
                step(3, "processing", "confirmed", "paid")));
        assertThat(back.illegality()).contains("is no edge");
    }
}
