package dev.sluice.processor.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogPlace;
import dev.sluice.contract.Outcome;
import dev.sluice.order.Commands;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.Order;
import dev.sluice.order.OrderFacts;
import dev.sluice.order.OrderState;
import dev.sluice.order.Repair;
import dev.sluice.processor.audit.Disagreement.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StretchAuditTest {
    private static final String ID = "shop.example.com:1";
    private static final Event CREATED = event("{\"id\":1,\"updated_at\":\"2026-03-01T10:00:00Z\"}");
    private static final Event PAID =
            event("{\"id\":1,\"updated_at\":\"2026-03-01T10:01:00Z\",\"financial_status\":\"paid\"}");

    private static Event event(String body) {
        return new Event(
                EventType.SHOPIFY,
                "shop.example.com",
                "1",
                "orders/updated",
                "w",
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                body.getBytes(UTF_8));
    }

    private static Order orderOf(Event... events) {
        Order order = Order.NEW;
        for (Event event : events) {
            order = order.fold(EventDecoder.decode(event)).order();
        }
        return order;
    }

    private static List<Disagreement> audit(Order stored, long steps, AuditedOutcome... outcomes) {
        return StretchAudit.of(
                "order-events-3",
                List.of(new AuditedEvent(10, CREATED), new AuditedEvent(11, PAID)),
                List.of(outcomes),
                Map.of(ID, new AuditedOrder(stored, steps, 0, false)));
    }

    private static AuditedOutcome outcome(long offset, Outcome outcome) {
        return new AuditedOutcome(offset, outcome, true);
    }

    private static List<Kind> kinds(List<Disagreement> found) {
        return found.stream().map(Disagreement::kind).toList();
    }

    @Test
    void what_was_applied_changes_nothing_when_it_is_folded_again() {
        Order whole = orderOf(CREATED, PAID);

        assertThat(audit(whole, whole.sequence(), outcome(10, Outcome.STALE), outcome(11, Outcome.APPLIED)))
                .isEmpty();
    }

    @Test
    void what_was_erased_is_not_missed_and_anything_else_of_the_order_is() {
        Event parcel = event("{\"id\":1,\"financial_status\":\"paid\",\"updated_at\":\"2026-03-01T10:00:00Z\","
                + "\"fulfillments\":[{\"id\":7,\"tracking_number\":\"T1\"}]}");
        Order erased = orderOf(parcel).redacted();
        List<AuditedEvent> events = List.of(new AuditedEvent(10, parcel));
        List<AuditedOutcome> outcomes = List.of(outcome(10, Outcome.APPLIED));

        assertThat(StretchAudit.of(
                        "p", events, outcomes, Map.of(ID, new AuditedOrder(erased, erased.sequence(), 0, true))))
                .isEmpty();
        assertThat(kinds(StretchAudit.of(
                        "p", events, outcomes, Map.of(ID, new AuditedOrder(erased, erased.sequence(), 0, false)))))
                .containsExactly(Kind.MISSING_FACTS);
        assertThat(kinds(StretchAudit.of(
                        "p", events, outcomes, Map.of(ID, new AuditedOrder(orderOf(CREATED), 0, 0, true)))))
                .containsExactly(Kind.MISSING_FACTS);
    }

    @Test
    void an_event_whose_facts_are_not_in_its_order_is_found() {
        Order lacking = orderOf(CREATED);

        List<Disagreement> found = audit(lacking, 0, outcome(10, Outcome.APPLIED), outcome(11, Outcome.APPLIED));

        assertThat(kinds(found)).containsExactly(Kind.MISSING_FACTS);
        assertThat(found.get(0).line())
                .isEqualTo("missing-facts  order-events-3@11  " + ID + "  folding it again changes the order");
    }

    @Test
    void an_event_that_was_set_aside_is_not_expected_in_its_order() {
        Order lacking = orderOf(CREATED);

        for (Outcome aside : List.of(Outcome.PARKED, Outcome.DEAD_LETTERED, Outcome.QUARANTINED, Outcome.IGNORED)) {
            assertThat(audit(lacking, 0, outcome(10, Outcome.APPLIED), outcome(11, aside)))
                    .as(aside.token())
                    .isEmpty();
        }
    }

    @Test
    void a_position_without_an_outcome_or_with_two_is_found() {
        Order whole = orderOf(CREATED, PAID);

        assertThat(kinds(audit(whole, whole.sequence(), outcome(10, Outcome.APPLIED), outcome(10, Outcome.APPLIED))))
                .containsExactly(Kind.SEVERAL_OUTCOMES, Kind.NO_OUTCOME);
    }

    @Test
    void a_duplicate_of_nothing_is_found() {
        Order created = orderOf(CREATED);

        assertThat(kinds(audit(
                        created, 0, outcome(10, Outcome.APPLIED), new AuditedOutcome(11, Outcome.DUPLICATE, false))))
                .containsExactly(Kind.DUPLICATE_OF_NOTHING);
        assertThat(audit(created, 0, outcome(10, Outcome.APPLIED), outcome(11, Outcome.DUPLICATE)))
                .isEmpty();
    }

    @Test
    void an_order_in_a_state_that_its_facts_do_not_call_for_is_found() {
        Order whole = orderOf(CREATED, PAID);
        Order wrong = new Order(whole.facts(), OrderState.PENDING, null, false, 1, 2);
        Order flagged = new Order(whole.facts(), OrderState.PENDING, null, true, 1, 2);

        assertThat(kinds(audit(wrong, 1, outcome(10, Outcome.APPLIED), outcome(11, Outcome.APPLIED))))
                .containsExactly(Kind.WRONG_STATE);
        assertThat(audit(flagged, 1, outcome(10, Outcome.APPLIED), outcome(11, Outcome.APPLIED)))
                .isEmpty();
    }

    @Test
    void a_history_that_lacks_a_step_is_found() {
        Order whole = orderOf(CREATED, PAID);

        assertThat(kinds(audit(whole, 0, outcome(10, Outcome.APPLIED), outcome(11, Outcome.APPLIED))))
                .containsExactly(Kind.BROKEN_HISTORY);
    }

    @Test
    void an_order_that_is_not_stored_is_found_unless_its_events_state_no_fact() {
        List<AuditedEvent> events = List.of(new AuditedEvent(10, CREATED));

        assertThat(kinds(StretchAudit.of("p", events, List.of(outcome(10, Outcome.APPLIED)), Map.of())))
                .containsExactly(Kind.NO_ORDER);
        Event edit = new Event(
                EventType.SHOPIFY,
                "shop.example.com",
                "1",
                "orders/edited",
                "w",
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                "{\"order_edit\":{\"id\":5,\"order_id\":1}}".getBytes(UTF_8));
        assertThat(EventDecoder.decode(edit).facts()).isEqualTo(OrderFacts.NONE);
        assertThat(StretchAudit.of(
                        "p", List.of(new AuditedEvent(10, edit)), List.of(outcome(10, Outcome.APPLIED)), Map.of()))
                .isEmpty();
    }

    @Test
    void a_command_about_an_event_that_was_set_aside_states_no_fact() {
        Repair repair = new Repair("c", Repair.Action.RETRY, new LogPlace((short) 1, 3, 9), null, null, null);
        Event retry = Commands.repair("shop.example.com", "1", repair, Instant.EPOCH);

        assertThat(StretchAudit.of(
                        "p", List.of(new AuditedEvent(10, retry)), List.of(outcome(10, Outcome.APPLIED)), Map.of()))
                .isEmpty();
    }
}
