package dev.sluice.loadtest.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TransitionOracleTest {
    private static final String ORDER = "a.example:1";
    private static final History STORED = new History(List.of(
            new History.Step(1, "pending", "confirmed", "paid", false, true),
            new History.Step(2, "confirmed", "processing", "fulfillment", false, true)));

    private final Findings findings = new Findings();
    private long offset;

    private ConsumerRecord<String, byte[]> record(int sequence, String from, String to, String reason) {
        String json = """
                {"id":"%s:%d","data":{"sequence":%d,"from":"%s","to":"%s","reason":"%s","inferred":false}}
                """.formatted(ORDER, sequence, sequence, from, to, reason);
        return new ConsumerRecord<>("order-transitions", 0, offset++, ORDER, json.getBytes(UTF_8));
    }

    private ConsumerRecord<String, byte[]> first() {
        return record(1, "pending", "confirmed", "paid");
    }

    private ConsumerRecord<String, byte[]> second() {
        return record(2, "confirmed", "processing", "fulfillment");
    }

    @SafeVarargs
    private TransitionOracle.Counts read(History stored, ConsumerRecord<String, byte[]>... records) {
        TransitionOracle oracle = new TransitionOracle(Map.of(ORDER, stored), findings);
        List.of(records).forEach(oracle::take);
        return oracle.complete();
    }

    @Test
    void each_once_and_in_order_is_right() {
        assertThat(read(STORED, first(), second())).isEqualTo(new TransitionOracle.Counts(2, 0));
        assertThat(findings.lines()).isEmpty();
    }

    @Test
    void an_id_that_comes_again_is_dropped_and_counted() {
        assertThat(read(STORED, first(), first(), second(), first())).isEqualTo(new TransitionOracle.Counts(2, 2));
        assertThat(findings.lines()).isEmpty();
    }

    @Test
    void a_later_step_before_an_earlier_one_is_found() {
        read(STORED, second(), first());

        assertThat(findings.lines().get(0)).contains("a.example:1:2 came where #1");
    }

    @Test
    void a_step_that_is_stored_and_was_not_published_is_found() {
        read(STORED, first());

        assertThat(findings.lines()).containsExactly("O: a.example:1:2 is stored and was not published");
    }

    @Test
    void a_step_that_was_published_and_is_not_stored_is_found() {
        read(new History(STORED.steps().subList(0, 1)), first(), second());

        assertThat(findings.lines()).containsExactly("O: a.example:1:2 was published and is not stored");
    }

    @Test
    void a_step_that_says_something_else_than_what_is_stored_is_found() {
        read(STORED, first(), record(2, "confirmed", "cancelled", "cancelled"));

        assertThat(findings.lines()).singleElement().asString().contains("says something else");
    }

    @Test
    void a_step_that_is_not_marked_is_found() {
        History unmarked = new History(List.of(new History.Step(1, "pending", "confirmed", "paid", false, false)));

        read(unmarked, first());

        assertThat(findings.lines()).containsExactly("O: a.example:1:1 is not marked as published");
    }
}
