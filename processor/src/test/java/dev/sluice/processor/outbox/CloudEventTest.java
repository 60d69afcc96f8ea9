package dev.sluice.processor.outbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.LogTopics;
import dev.sluice.processor.outbox.OutboxPublisher.Message;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is published, against the schemas in contract/. */
class CloudEventTest {
    private static final String ORDER = "sluice-demo-aurora.myshopify.com:820982911946154508";
    private static final Message TRANSITION = TransitionCloudEvent.of(
            ORDER, 1, "pending", "confirmed", "paid", false, Instant.parse("2026-03-01T09:30:00Z"));
    private static final Message NOTIFICATION =
            NotificationCloudEvent.of(ORDER, "shipped", Instant.parse("2026-03-02T08:15:00Z"));
    private static final Message REQUEST = ShipmentRequestCloudEvent.of(
            ORDER,
            1,
            "requested",
            "paid",
            "[{\"sku\": \"AUR-TENT-2\", \"quantity\": 1, \"product_name\": \"Two-person tent\"}]",
            Instant.parse("2026-03-01T09:30:00Z"));

    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of("order-transition", TRANSITION, LogTopics.TRANSITIONS),
                Arguments.of("order-notification", NOTIFICATION, LogTopics.NOTIFICATIONS),
                Arguments.of("shipment-request", REQUEST, LogTopics.SHIPMENT_REQUESTS));
    }

    @ParameterizedTest
    @MethodSource("published")
    void what_is_published_is_written_as_its_schemas_example_shows_it(String schema, Message message, String topic)
            throws IOException {
        assertThat(read(message)).isEqualTo(schema(schema).at("/examples/0"));
        assertThat(message.topic()).isEqualTo(topic);
    }

    @ParameterizedTest
    @MethodSource("published")
    void every_property_of_the_schema_is_written_and_no_other(String schema, Message message, String topic)
            throws IOException {
        JsonNode written = read(message);

        assertThat(Set.copyOf(written.propertyNames()))
                .isEqualTo(Set.copyOf(schema(schema).path("properties").propertyNames()));
        assertThat(Set.copyOf(written.path("data").propertyNames()))
                .isEqualTo(Set.copyOf(
                        schema(schema).at("/properties/data/properties").propertyNames()));
    }

    @Test
    void records_are_keyed_by_their_order() {
        assertThat(List.of(TRANSITION.key(), NOTIFICATION.key(), REQUEST.key())).containsOnly(ORDER);
    }

    @Test
    void ids_differ_between_all_that_is_told_of_an_order() {
        assertThat(List.of(id(TRANSITION), id(NOTIFICATION), id(REQUEST)))
                .containsExactly(ORDER + ":1", ORDER + ":shipped", ORDER + ":requested");
    }

    private static String id(Message message) {
        return read(message).path("id").stringValue();
    }

    private static JsonNode read(Message message) {
        return JsonMapper.shared().readTree(message.value());
    }

    private static JsonNode schema(String name) throws IOException {
        try (InputStream file = CloudEventTest.class.getResourceAsStream("/contract/" + name + ".schema.json")) {
            return JsonMapper.shared().readTree(requireNonNull(file));
        }
    }
}
