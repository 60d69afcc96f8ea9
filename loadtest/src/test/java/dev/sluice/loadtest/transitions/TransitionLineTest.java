package dev.sluice.loadtest.transitions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransitionLineTest {

    @Test
    void it_shows_time_order_sequence_states_reason_and_whether_it_was_inferred() {
        byte[] event = ("{\"specversion\":\"1.0\",\"id\":\"a:1:2\",\"time\":\"2026-11-27T08:00:00Z\",\"data\":{"
                        + "\"from\":\"confirmed\",\"to\":\"processing\",\"reason\":\"inferred\",\"inferred\":true,"
                        + "\"sequence\":2,\"occurred_at\":\"2026-11-27T08:00:00.000000Z\"}}")
                .getBytes(UTF_8);

        assertThat(TransitionLine.of("a:1", event).replaceAll(" +", " "))
                .isEqualTo("2026-11-27T08:00:00.000000Z a:1 #2 confirmed -> processing inferred inferred");
    }

    @Test
    void what_is_no_transition_is_shown_as_it_is() {
        assertThat(TransitionLine.of("a:1", "oops".getBytes(UTF_8))).isEqualTo("a:1  (no JSON) oops");
        assertThat(TransitionLine.of(null, null)).isEqualTo("null  (no value)");
    }
}
