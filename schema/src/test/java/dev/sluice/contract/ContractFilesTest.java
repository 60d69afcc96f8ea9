package dev.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.order.DecodedEvent;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.NotificationKind;
import dev.sluice.order.OrderState;
import dev.sluice.order.Reasons;
import dev.sluice.order.Repair;
import dev.sluice.order.ShipmentRequest;
import dev.sluice.order.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the files in contract/ say is what the code writes and reads. */
class ContractFilesTest {
    private static final String HEADERS = "event-headers.schema.json";
    private static final String TRANSITION = "order-transition.schema.json";
    private static final String NOTIFICATION = "order-notification.schema.json";
    private static final String SHIPMENT_REQUEST = "shipment-request.schema.json";
    private static final String SHOP = "shop.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADERS,
                TRANSITION,
                NOTIFICATION,
                SHIPMENT_REQUEST,
                "command.schema.json",
                "repair.schema.json",
                "shipment.schema.json"
            })
    void everySchemaIsNamedForItsFileAndHoldsForItsExamples(String file) throws IOException {
        JsonNode schema = JsonSchema.read(file);

        assertThat(schema.path("$id").stringValue()).isEqualTo(file);
        assertThat(schema.path("examples").size()).isPositive();
        for (JsonNode example : schema.path("examples")) {
            assertThat(JsonSchema.errors(schema, example)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADERS,
                TRANSITION,
                NOTIFICATION,
                SHIPMENT_REQUEST,
                "command.schema.json",
                "repair.schema.json",
                "shipment.schema.json"
            })
    void anExampleWithoutARequiredPropertyIsRefused(String file) throws IOException {
        JsonNode schema = JsonSchema.read(file);
        for (String required : JsonSchema.strings(schema.path("required"))) {
            ObjectNode example = (ObjectNode) schema.path("examples").path(0).deepCopy();
            example.remove(required);
            assertThat(JsonSchema.errors(schema, example)).as(required).isNotEmpty();
        }
    }

    @Test
    void theHeadersAreThoseThatAnEventWrites() throws IOException {
        Map<String, byte[]> written = new TreeMap<>();
        event(EventType.SHOPIFY, UnusableReason.NOT_JSON.token()).writeHeaders(written::put);

        assertThat(JsonSchema.properties(JsonSchema.read(HEADERS))).isEqualTo(written.keySet());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void theHeadersThatAnEventWritesFollowTheSchema(EventType type) throws IOException {
        ObjectNode headers = JsonMapper.shared().createObjectNode();
        event(type, UnusableReason.NO_ORDER_ID.token())
                .writeHeaders((name, value) -> headers.put(name, new String(value, UTF_8)));

        assertThat(JsonSchema.errors(JsonSchema.read(HEADERS), headers)).isEmpty();
    }

    @Test
    void theRequiredHeadersAreThoseWithoutWhichAnEventCannotBeRead() throws IOException {
        JsonNode schema = JsonSchema.read(HEADERS);
        List<String> required = JsonSchema.strings(schema.path("required"));
        for (String left : JsonSchema.properties(schema)) {
            Function<String, byte @Nullable []> headers = exampleWithout(schema, left);
            if (required.contains(left)) {
                assertThatThrownBy(() -> Event.read(SHOP + ":1", headers, new byte[0]))
                        .as(left)
                        .isInstanceOf(Event.BadHeadersException.class);
            } else {
                assertThat(Event.read(key(schema), headers, new byte[0]).shop()).isNotEmpty();
            }
        }
    }

    @Test
    void theListsOfTokensAreTheCodes() throws IOException {
        JsonNode headers = JsonSchema.read(HEADERS).path("properties");
        JsonNode transition = JsonSchema.read(TRANSITION).at("/properties/data/properties");
        List<String> states =
                Arrays.stream(OrderState.values()).map(OrderState::token).toList();

        assertThat(tokens(headers, "sluice-type"))
                .isEqualTo(
                        Arrays.stream(EventType.values()).map(EventType::token).toList());
        assertThat(tokens(headers, "sluice-quarantine-reason"))
                .isEqualTo(Arrays.stream(UnusableReason.values())
                        .map(UnusableReason::token)
                        .toList());
        assertThat(tokens(transition, "from")).isEqualTo(states);
        assertThat(tokens(transition, "to")).isEqualTo(states);
        assertThat(tokens(transition, "reason")).containsExactlyInAnyOrderElementsOf(reasons());
        assertThat(tokens(data(NOTIFICATION), "kind"))
                .isEqualTo(Arrays.stream(NotificationKind.values())
                        .map(NotificationKind::token)
                        .toList());
        assertThat(tokens(data(SHIPMENT_REQUEST), "action"))
                .isEqualTo(Arrays.stream(ShipmentRequest.Action.values())
                        .map(ShipmentRequest.Action::token)
                        .toList());
    }

    private static JsonNode data(String file) throws IOException {
        return JsonSchema.read(file).at("/properties/data/properties");
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTIFICATION, SHIPMENT_REQUEST})
    void theIdOfWhatIsToldOnceIsItsOrderAndWhatIsTold(String file) throws IOException {
        for (JsonNode event : JsonSchema.read(file).path("examples")) {
            JsonNode data = event.path("data");
            String order =
                    data.path("shop").stringValue() + ':' + data.path("order").stringValue();

            assertThat(event.path("subject").stringValue()).isEqualTo(order);
            assertThat(event.path("id").stringValue())
                    .isEqualTo(order
                            + ':'
                            + data.path(file.equals(NOTIFICATION) ? "kind" : "action")
                                    .stringValue());
            assertThat(event.path("time")).isEqualTo(data.path("occurred_at"));
        }
    }

    @Test
    void whatIsPublishedOfAnOrderHoldsNoPersonalData() throws IOException {
        assertThat(JsonSchema.properties(JsonSchema.read(NOTIFICATION).at("/properties/data")))
                .containsExactlyInAnyOrder("shop", "order", "kind", "occurred_at");
        assertThat(JsonSchema.properties(
                        JsonSchema.read(SHIPMENT_REQUEST).at("/properties/data/properties/lines/items")))
                .containsExactlyInAnyOrder("sku", "product_name", "quantity");
    }

    @Test
    void anExampleTransitionIsALegalOneThatNamesItsOrderEverywhere() throws IOException {
        JsonNode event = JsonSchema.read(TRANSITION).at("/examples/0");
        JsonNode data = event.path("data");
        String order =
                new OrderKey(data.path("shop").stringValue(), data.path("order").stringValue()).toString();

        assertThat(event.path("subject").stringValue()).isEqualTo(order);
        assertThat(event.path("id").stringValue())
                .isEqualTo(order + ':' + data.path("sequence").intValue());
        assertThat(event.path("time")).isEqualTo(data.path("occurred_at"));
        assertThat(OrderState.of(data.path("from").stringValue())
                        .leadsTo(OrderState.of(data.path("to").stringValue())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "shipment"})
    void theDecoderReadsTheExamplesOfOurOwnBodies(String type) throws IOException {
        JsonNode example = JsonSchema.read(type + ".schema.json").at("/examples/0");

        DecodedEvent decoded = EventDecoder.decode(own(EventType.of(type).orElseThrow(), example));

        assertThat(decoded.orderId()).isEqualTo(example.path("order_id").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "shipment"})
    void theDecoderRequiresWhatTheSchemasRequireOfOurOwnBodies(String type) throws IOException {
        JsonNode schema = JsonSchema.read(type + ".schema.json");
        List<String> required = JsonSchema.strings(schema.path("required"));
        for (String left : JsonSchema.properties(schema)) {
            ObjectNode body = (ObjectNode) schema.at("/examples/0").deepCopy();
            body.remove(left);
            Event event = own(EventType.of(type).orElseThrow(), body);
            if (required.contains(left)) {
                assertThatThrownBy(() -> EventDecoder.decode(event)).as(left).isInstanceOf(RuntimeException.class);
            } else {
                assertThat(EventDecoder.decode(event)).as(left).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "shipment"})
    void theDecoderTakesEveryWordThatTheSchemasListAndNoOther(String type) throws IOException {
        JsonNode schema = JsonSchema.read(type + ".schema.json");
        String property = type.equals("command") ? "to" : "status";
        for (String word : tokens(schema.path("properties"), property)) {
            assertThat(EventDecoder.decode(ownWith(type, schema, property, word)))
                    .as(word)
                    .isNotNull();
        }
        assertThatThrownBy(() -> EventDecoder.decode(ownWith(type, schema, property, "lost")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void theDecoderReadsTheExampleOfARepairAndRequiresWhatItsSchemaRequires() throws IOException {
        JsonNode schema = JsonSchema.read("repair.schema.json");
        JsonNode example = schema.at("/examples/0");

        Repair repair = requireNonNull(EventDecoder.decodeRepair(own(EventType.COMMAND, example)));

        assertThat(repair.event()).hasToString(example.path("event").stringValue());
        assertThat(repair.commandId()).isEqualTo(example.path("command_id").stringValue());
        for (String left : JsonSchema.strings(schema.path("required"))) {
            ObjectNode body = (ObjectNode) example.deepCopy();
            body.remove(left);
            if (left.equals("repair")) {
                assertThat(EventDecoder.decodeRepair(own(EventType.COMMAND, body)))
                        .isNull();
            } else {
                assertThatThrownBy(() -> EventDecoder.decodeRepair(own(EventType.COMMAND, body)))
                        .as(left)
                        .isInstanceOf(UndecodableException.class);
            }
        }
        assertThat(tokens(schema.path("properties"), "repair"))
                .isEqualTo(Arrays.stream(Repair.Action.values())
                        .map(Repair.Action::token)
                        .toList());
    }

    @Test
    void anOperatorsCommandAboutAnOrderIsNoRepair() throws IOException {
        JsonNode command = JsonSchema.read("command.schema.json").at("/examples/0");

        assertThat(EventDecoder.decodeRepair(own(EventType.COMMAND, command))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-2", "1-2-", "-1-2-3", "01-2-3", "1-2-3-4", "32768-0-0", "1-2-9999999999999999999", "a-b-c"
            })
    void aTextThatIsNoPlaceInTheLogNamesNoEvent(String text) {
        assertThat(LogPlace.parse(text)).isEmpty();
    }

    @Test
    void theChannelsAreTheTopicsAndEveryReferenceLeadsSomewhere() throws IOException {
        String page = asyncApi();

        assertThat(all(page, "address: (\\S+)"))
                .containsExactly(
                        LogTopics.ORDER_EVENTS,
                        LogTopics.QUARANTINE,
                        LogTopics.TRANSITIONS,
                        LogTopics.NOTIFICATIONS,
                        LogTopics.SHIPMENT_REQUESTS);
        for (String reference : all(page, "\\$ref: '([^']+)'")) {
            if (reference.startsWith("#/")) {
                String name = reference.substring(reference.lastIndexOf('/') + 1);
                assertThat(page).as(reference).containsPattern("(?m)^ +" + name + ":$");
            } else {
                assertThat(JsonSchema.read(reference.substring("./".length())).isObject())
                        .isTrue();
            }
        }
    }

    @Test
    void theSettingsOfTheTopicsAreTheCodes() throws IOException {
        assertThat(asyncApi().replaceAll("\\s+", " "))
                .contains(
                        LogTopics.DEFAULT_PARTITIONS + " partitions",
                        "retention " + LogTopics.RETENTION.toDays() + " days",
                        "records of up to " + (LogTopics.MAX_RECORD_BYTES >> 20) + " MiB");
    }

    private static Event event(EventType type, String quarantineReason) {
        return new Event(
                type,
                SHOP,
                "1",
                "orders/paid",
                "webhook",
                "event",
                "2026-03-01T09:30:00Z",
                Instant.parse("2026-03-01T09:30:01.250Z"),
                "2026-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                quarantineReason,
                new byte[0]);
    }

    private static Event own(EventType type, JsonNode body) {
        return new Event(
                type,
                SHOP,
                "820982911946154508",
                null,
                null,
                null,
                null,
                Instant.parse("2026-03-01T09:30:01Z"),
                null,
                null,
                null,
                body.toString().getBytes(UTF_8));
    }

    private static Event ownWith(String type, JsonNode schema, String property, String word) {
        ObjectNode body = (ObjectNode) schema.at("/examples/0").deepCopy();
        body.put(property, word);
        return own(EventType.of(type).orElseThrow(), body);
    }

    private static Function<String, byte @Nullable []> exampleWithout(JsonNode schema, String left) {
        Map<String, byte[]> headers = new HashMap<>();
        schema.at("/examples/0").forEachEntry((name, value) -> {
            if (!name.equals(left)) {
                headers.put(name, value.stringValue().getBytes(UTF_8));
            }
        });
        return headers::get;
    }

    private static String key(JsonNode schema) {
        return schema.at("/examples/0").path("sluice-shop").stringValue() + ":1";
    }

    private static List<String> tokens(JsonNode properties, String property) {
        return JsonSchema.strings(properties.path(property).path("enum"));
    }

    private static List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (Field constant : Reasons.class.getFields()) {
            if (Modifier.isStatic(constant.getModifiers())) {
                try {
                    reasons.add(String.valueOf(requireNonNull(constant.get(null))));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return reasons;
    }

    private static String asyncApi() throws IOException {
        try (InputStream file = ContractFilesTest.class.getResourceAsStream("/contract/asyncapi.yaml")) {
            return new String(requireNonNull(file).readAllBytes(), UTF_8);
        }
    }

    private static List<String> all(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
