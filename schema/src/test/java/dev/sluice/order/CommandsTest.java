package dev.sluice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Event;
import dev.sluice.contract.LogPlace;
import dev.sluice.contract.OrderKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is written as a command is read as the same command. */
class CommandsTest {
    private static final OrderKey ORDER = new OrderKey("a.example.com", "7");
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456Z");

    @Test
    void a_decision_is_read_as_the_facts_that_it_states() {
        Decision decision = new Decision("c-1", AT, "called \"them\"", "staff@example.com");

        Event confirmed = Commands.decision(ORDER, OrderState.CONFIRMED, decision, AT);
        Event cancelled = Commands.decision(ORDER, OrderState.CANCELLED, decision, AT);

        assertThat(confirmed.key()).isEqualTo("a.example.com:7");
        assertThat(EventDecoder.decode(confirmed).facts()).isEqualTo(OrderFacts.ofConfirmation(decision));
        assertThat(EventDecoder.decode(cancelled).facts()).isEqualTo(OrderFacts.ofCancellation(decision));
        assertThat(EventDecoder.decodeRepair(confirmed)).isNull();
        assertThatThrownBy(() -> Commands.decision(ORDER, OrderState.SHIPPED, decision, AT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_repair_is_read_as_it_was_given() {
        Repair repair = new Repair(
                "c-2", Repair.Action.DISCARD, new LogPlace((short) 2, 3, 4), "late", "staff@example.com", AT);

        Event ofOrder = Commands.repair("a.example.com", "7", repair, AT);
        Event ofShop = Commands.repair("a.example.com", null, repair, AT);

        assertThat(EventDecoder.decodeRepair(ofOrder)).isEqualTo(repair);
        assertThat(ofOrder.key()).isEqualTo("a.example.com:7");
        assertThat(ofShop.key()).isEqualTo("a.example.com");
    }

    @Test
    void a_command_given_twice_is_the_same_bytes() {
        Repair repair = new Repair("c-3", Repair.Action.RETRY, new LogPlace((short) 1, 0, 0), null, null, null);

        assertThat(Commands.repair("a.example.com", null, repair, AT).body())
                .isEqualTo(Commands.repair("a.example.com", null, repair, AT).body());
    }
}
