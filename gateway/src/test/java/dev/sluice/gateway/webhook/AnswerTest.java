package dev.sluice.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void anIdCannotBreakOutOfTheJson() {
        assertThat(new String(new Answer(Status.ACCEPTED, "a\"b\\c").json(), UTF_8))
                .isEqualTo("{\"status\":\"accepted\",\"delivery_id\":\"a\\\"b\\\\c\"}");
    }
}
