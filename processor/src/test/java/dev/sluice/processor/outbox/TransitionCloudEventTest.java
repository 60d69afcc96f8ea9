package dev.sluice.processor.outbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.OrderKey;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What logistics receives, against contract/order-transition.schema.json. */
class TransitionCloudEventTest {
    private static final PendingTransition TRANSITION = new PendingTransition(
            7,
            new OrderKey("sluice-demo-aurora.myshopify.com", "820982911946154508"),
            1,
            "pending",
            "confirmed",
            "paid",
            false,
            Instant.parse("2026-03-01T09:30:00Z"));

    @Test
    void a_transition_is_written_as_the_schemas_example_shows_it() throws IOException {
        JsonNode written =
                JsonMapper.shared().readTree(TransitionCloudEvent.of(TRANSITION).value());

        assertThat(written).isEqualTo(schema().at("/examples/0"));
    }

    @Test
    void every_property_of_the_schema_is_written_and_no_other() throws IOException {
        JsonNode written =
                JsonMapper.shared().readTree(TransitionCloudEvent.of(TRANSITION).value());

        assertThat(Set.copyOf(written.propertyNames()))
                .isEqualTo(Set.copyOf(schema().path("properties").propertyNames()));
        assertThat(Set.copyOf(written.path("data").propertyNames()))
                .isEqualTo(Set.copyOf(schema().at("/properties/data/properties").propertyNames()));
    }

    @Test
    void its_record_is_keyed_by_its_order() {
        assertThat(TransitionCloudEvent.of(TRANSITION).key())
                .isEqualTo("sluice-demo-aurora.myshopify.com:820982911946154508");
    }

    private static JsonNode schema() throws IOException {
        try (InputStream file =
                TransitionCloudEventTest.class.getResourceAsStream("/contract/order-transition.schema.json")) {
            return JsonMapper.shared().readTree(requireNonNull(file));
        }
    }
}
