package dev.sluice.processor.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.processor.apply.Redactions.Customer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which stored body loses its personal data: what is, or could be, the redacted customer's. */
class RedactionsTest {
    private static final String SHOP = "shop.example.com";
    private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");

    /** Customer 7 of the shop, and the shop's order 1. */
    private static final Redactions OF_CUSTOMER =
            new Redactions(Set.of(SHOP + ":1"), Map.of(new Customer(SHOP, "7"), 1L), Map.of(), Set.of(SHOP));

    private static Event event(
            EventType type, String shop, @Nullable String order, @Nullable String topic, String body) {
        return new Event(type, shop, order, topic, null, null, null, RECEIVED, null, null, null, body.getBytes(UTF_8));
    }

    private static Event delivery(String shop, @Nullable String order, String topic, String body) {
        return event(EventType.SHOPIFY, shop, order, topic, body);
    }

    private static Event snapshot(String shop, long order, long customer) {
        return delivery(
                shop,
                "" + order,
                "orders/updated",
                "{\"id\":%d,\"note\":\"Ann\",\"customer\":{\"id\":%d}}".formatted(order, customer));
    }

    private static boolean isStripped(Redactions redactions, Event event) {
        byte[] kept = redactions.kept(event);
        if (kept == event.body()) {
            return false;
        }
        assertThat(new String(kept, UTF_8)).doesNotContain("Ann");
        return true;
    }

    @Test
    void the_customers_and_the_named_orders_events_are_stripped_and_those_of_others_are_not() {
        assertThat(isStripped(OF_CUSTOMER, snapshot(SHOP, 2, 7))).isTrue();
        assertThat(isStripped(OF_CUSTOMER, snapshot(SHOP, 1, 8))).isTrue();
        assertThat(isStripped(OF_CUSTOMER, snapshot(SHOP, 2, 8))).isFalse();
        assertThat(isStripped(OF_CUSTOMER, snapshot("other.example.com", 1, 7))).isFalse();
    }

    @Test
    void what_does_not_say_whose_it_is_is_stripped_while_anything_of_its_shop_is_to_be_erased() {
        String parcel = "{\"id\":5,\"order_id\":2,\"destination\":{\"name\":\"Ann\"}}";
        String broken = "{\"id\":2,\"note\":\"Ann";

        assertThat(isStripped(OF_CUSTOMER, delivery(SHOP, "2", "fulfillments/update", parcel)))
                .isTrue();
        assertThat(isStripped(OF_CUSTOMER, delivery(SHOP, "2", "orders/updated", broken)))
                .isTrue();
        assertThat(isStripped(OF_CUSTOMER, delivery(SHOP, null, "orders/updated", broken)))
                .isTrue();
        assertThat(isStripped(OF_CUSTOMER, delivery("other.example.com", "2", "fulfillments/update", parcel)))
                .isFalse();
        assertThat(isStripped(Redactions.NONE, delivery(SHOP, "2", "orders/updated", broken)))
                .isFalse();
    }

    @Test
    void a_command_is_about_the_order_of_its_key() {
        String command = "{\"order_id\":\"%d\",\"command_id\":\"c\",\"to\":\"cancelled\",\"reason\":\"Ann\"}";

        assertThat(isStripped(OF_CUSTOMER, event(EventType.COMMAND, SHOP, "1", null, command.formatted(1))))
                .isTrue();
        assertThat(isStripped(OF_CUSTOMER, event(EventType.COMMAND, SHOP, "2", null, command.formatted(2))))
                .isFalse();
    }

    @Test
    void a_redacted_shop_loses_everything_that_came_before_it_was_registered_again() {
        Event event = snapshot(SHOP, 2, 8);

        assertThat(isStripped(ofShop(Optional.empty()), event)).isTrue();
        assertThat(isStripped(ofShop(Optional.of(RECEIVED.plusSeconds(1))), event))
                .isTrue();
        assertThat(isStripped(ofShop(Optional.of(RECEIVED)), event)).isFalse();
        assertThat(isStripped(ofShop(Optional.of(RECEIVED), Optional.empty()), event))
                .as("redacted a second time")
                .isTrue();
    }

    @SafeVarargs
    private static Redactions ofShop(Optional<Instant>... lifted) {
        return new Redactions(Set.of(), Map.of(), Map.of(SHOP, List.of(lifted)), Set.of());
    }

    @Test
    void a_compliance_request_that_cannot_be_used_never_keeps_contact_details() {
        String request = "{\"shop_domain\":\"x.example.com\",\"customer\":{\"id\":7,\"email\":\"Ann\"}}";

        assertThat(isStripped(Redactions.NONE, delivery(SHOP, null, "customers/redact", request)))
                .isTrue();
        assertThat(isStripped(Redactions.NONE, delivery(SHOP, null, "customers/redact", "no JSON")))
                .isFalse();
    }
}
