package dev.sluice.order;

import static dev.sluice.contract.UnusableReason.BAD_ORDER_ID;
import static dev.sluice.contract.UnusableReason.NOT_AN_OBJECT;
import static dev.sluice.contract.UnusableReason.NOT_JSON;
import static dev.sluice.contract.UnusableReason.NOT_UTF8;
import static dev.sluice.contract.UnusableReason.NO_ORDER_ID;
import static dev.sluice.contract.UnusableReason.NUMBER_OUT_OF_RANGE;
import static dev.sluice.contract.UnusableReason.REPEATED_ORDER_ID;
import static dev.sluice.contract.UnusableReason.WRONG_KEY;
import static dev.sluice.contract.UnusableReason.WRONG_SHAPE;
import static dev.sluice.order.Events.ORDER;
import static dev.sluice.order.Events.body;
import static dev.sluice.order.Events.json;
import static dev.sluice.order.Events.shopify;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.UnusableReason;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and why. What is read is in {@link SnapshotDecodingTest}. */
class EventDecoderTest {

    static Stream<Arguments> unusableOrders() {
        return Stream.of(
                Arguments.of("nothing", "", NOT_JSON),
                Arguments.of("white space", " \n", NOT_JSON),
                Arguments.of("an array", "[]", NOT_AN_OBJECT),
                Arguments.of("null", "null", NOT_AN_OBJECT),
                Arguments.of("a string", "\"id\"", NOT_AN_OBJECT),
                Arguments.of("a number", "1", NOT_AN_OBJECT),
                Arguments.of("a truncated object", "{\"id\":1", NOT_JSON),
                Arguments.of("an object truncated inside", "{\"id\":1,\"customer\":{\"id\":2,", NOT_JSON),
                Arguments.of("a truncated string", "{\"id\":1,\"name\":\"#1", NOT_JSON),
                Arguments.of("trailing garbage", body("") + "x", NOT_JSON),
                Arguments.of("a second object", body("") + body(""), NOT_JSON),
                Arguments.of("an array and more", "[] []", NOT_JSON),
                Arguments.of("depth 100,000 of arrays", "[".repeat(100_000), NOT_JSON),
                Arguments.of("depth 100,000 of objects", "{\"a\":".repeat(100_000), NOT_JSON),
                Arguments.of("depth 1,001", nested(1_000), NOT_JSON),
                Arguments.of("NaN", body("'total_price':NaN"), NOT_JSON),
                Arguments.of("Infinity", body("'total_price':-Infinity"), NOT_JSON),
                Arguments.of("a comment", body("'a':1/*b*/"), NOT_JSON),
                Arguments.of("a trailing comma", "{\"id\":" + ORDER + ",}", NOT_JSON),
                Arguments.of("single quotes", "{'id':1}", NOT_JSON),
                Arguments.of("a leading zero", "{\"id\":01}", NOT_JSON),
                Arguments.of(
                        "a bad escape in what nobody reads", body("'x':'\\\\q'").replace("\\\\", "\\"), NOT_JSON),
                Arguments.of("a control character in a text", body("'x':'\u0001'"), NOT_JSON),
                Arguments.of("a 1,001-digit number", body("'x':" + "9".repeat(1_001)), NUMBER_OUT_OF_RANGE),
                Arguments.of("a 1,001-digit id", "{\"id\":" + "9".repeat(1_001) + "}", NUMBER_OUT_OF_RANGE),
                Arguments.of(
                        "a 1,001-digit number, deep",
                        body("'x':[{'y':" + "9".repeat(1_001) + "}]"),
                        NUMBER_OUT_OF_RANGE),
                Arguments.of("a million digits", body("'x':0." + "9".repeat(1_000_000)), NUMBER_OUT_OF_RANGE),
                Arguments.of("a large exponent", body("'x':1e999999999"), NUMBER_OUT_OF_RANGE),
                Arguments.of("an exponent of 1,001", body("'x':1E+1001"), NUMBER_OUT_OF_RANGE),
                Arguments.of("a small exponent", body("'x':1e-99999999999999999999"), NUMBER_OUT_OF_RANGE),
                Arguments.of("no id", "{}", NO_ORDER_ID),
                Arguments.of("no id, only one inside", "{\"customer\":{\"id\":1}}", NO_ORDER_ID),
                Arguments.of("id null", "{\"id\":null}", NO_ORDER_ID),
                Arguments.of("id 0", "{\"id\":0}", BAD_ORDER_ID),
                Arguments.of("id -0", "{\"id\":-0}", BAD_ORDER_ID),
                Arguments.of("id negative", "{\"id\":-1}", BAD_ORDER_ID),
                Arguments.of("id 2^63", "{\"id\":9223372036854775808}", BAD_ORDER_ID),
                Arguments.of("id 9999999999999999999", "{\"id\":9999999999999999999}", BAD_ORDER_ID),
                Arguments.of("id 2^64+1", "{\"id\":18446744073709551617}", BAD_ORDER_ID),
                Arguments.of("id 1.5", "{\"id\":1.5}", BAD_ORDER_ID),
                Arguments.of("id 1.0", "{\"id\":1.0}", BAD_ORDER_ID),
                Arguments.of("id 1e3", "{\"id\":1e3}", BAD_ORDER_ID),
                Arguments.of("id true", "{\"id\":true}", BAD_ORDER_ID),
                Arguments.of("id a string", "{\"id\":\"" + ORDER + "\"}", BAD_ORDER_ID),
                Arguments.of("id an object", "{\"id\":{\"id\":1}}", BAD_ORDER_ID),
                Arguments.of("id an array", "{\"id\":[1]}", BAD_ORDER_ID),
                Arguments.of("id twice", body("'id':" + ORDER), REPEATED_ORDER_ID),
                Arguments.of("id twice, first null", "{\"id\":null,\"id\":1}", REPEATED_ORDER_ID),
                Arguments.of("id twice, once escaped", body("'\\u0069d':1"), REPEATED_ORDER_ID),
                Arguments.of("an order_id", body("'order_id':1"), WRONG_SHAPE),
                Arguments.of("an order_id null", body("'order_id':null"), WRONG_SHAPE),
                Arguments.of("another order's id", "{\"id\":1}", WRONG_KEY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusableOrders")
    void anUnusableOrderIsRefusedForItsReason(String what, String body, UnusableReason reason) {
        assertThat(refusal(shopify("orders/create", body))).isEqualTo(reason);
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                body("'name':'Zoë'").getBytes(ISO_8859_1),
                bytes(0xc0, 0xaf),
                bytes(0xe0, 0x80, 0xaf),
                bytes(0xed, 0xa0, 0x80),
                bytes(0xf0, 0x80, 0x80, 0xaf),
                bytes(0xf4, 0x90, 0x80, 0x80),
                bytes(0xf5, 0x80, 0x80, 0x80),
                bytes(0x80),
                bytes(0xe2, 0x82),
                bytes(0xff));
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void bytesThatAreNotUtf8AreRefused(byte[] body) {
        assertThat(refusal(shopify("orders/create", body))).isEqualTo(NOT_UTF8);
    }

    @Test
    void aBodyInUtf16IsNotTakenForJson() {
        assertThat(refusal(shopify("orders/create", body("").getBytes(UTF_16BE))))
                .isEqualTo(NOT_JSON);
    }

    static Stream<Arguments> wrongShapes() {
        String order = "'order_id':" + ORDER;
        return Stream.of(
                Arguments.of("orders/delete", body("'name':'#1'"), WRONG_SHAPE),
                Arguments.of("orders/delete", "{\"id\":null}", NO_ORDER_ID),
                Arguments.of("orders/edited", body(""), NO_ORDER_ID),
                Arguments.of("orders/edited", json("{" + order + "}"), NO_ORDER_ID),
                Arguments.of("orders/edited", json("{'order_edit':[]}"), NO_ORDER_ID),
                Arguments.of("orders/edited", json("{'order_edit':{" + order + "," + order + "}}"), REPEATED_ORDER_ID),
                Arguments.of(
                        "orders/edited",
                        json("{'order_edit':{" + order + "},'order_edit':{" + order + "}}"),
                        REPEATED_ORDER_ID),
                Arguments.of("fulfillments/create", body(""), NO_ORDER_ID),
                Arguments.of("fulfillments/create", json("{" + order + "}"), WRONG_SHAPE),
                Arguments.of("fulfillments/create", json("{" + order + ",'id':'7'}"), WRONG_SHAPE),
                Arguments.of("fulfillments/create", json("{" + order + ",'id':7,'id':8}"), WRONG_SHAPE),
                Arguments.of("fulfillments/create", json("{'id':7,'order_id':'" + ORDER + "'}"), BAD_ORDER_ID),
                Arguments.of("fulfillments/create", json("{'id':7," + order + "," + order + "}"), REPEATED_ORDER_ID),
                Arguments.of("fulfillments/update", json("{" + order + ",'id':7,'kind':'sale'}"), WRONG_SHAPE),
                Arguments.of("fulfillments/update", json("{" + order + ",'id':7,'transactions':[]}"), WRONG_SHAPE),
                Arguments.of("refunds/create", json("{" + order + ",'id':7}"), WRONG_SHAPE),
                Arguments.of("refunds/create", json("{" + order + ",'id':7,'kind':'refund'}"), WRONG_SHAPE),
                Arguments.of("refunds/create", json("{" + order + ",'id':0,'transactions':[]}"), WRONG_SHAPE),
                Arguments.of("order_transactions/create", json("{" + order + ",'id':7}"), WRONG_SHAPE),
                Arguments.of(
                        "order_transactions/create",
                        json("{" + order + ",'id':7,'refund_line_items':[]}"),
                        WRONG_SHAPE),
                Arguments.of("products/update", body(""), WRONG_SHAPE),
                Arguments.of("orders/create", json("{'id':7," + order + ",'kind':'sale'}"), WRONG_SHAPE));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrongShapes")
    void aBodyThatContradictsItsTopicIsRefused(String topic, String body, UnusableReason reason) {
        assertThat(refusal(shopify(topic, body))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "/create"})
    void aTopicThatIsNoNameIsRefused(String topic) {
        assertThat(refusal(shopify(topic, body("")))).isEqualTo(UnusableReason.NO_TOPIC);
    }

    @Test
    void aDeliveryWithoutATopicIsRefused() {
        assertThat(refusal(shopify(null, body("").getBytes(UTF_8)))).isEqualTo(UnusableReason.NO_TOPIC);
    }

    static Stream<Arguments> unusableOwn() {
        String order = "'order_id':'" + ORDER + "'";
        String shipment = order + ",'shipment_id':5";
        String command = order + ",'command_id':'c1'";
        return Stream.of(
                Arguments.of(EventType.ORDER, "{}", NO_ORDER_ID),
                Arguments.of(EventType.ORDER, "{'order_id':''}", NO_ORDER_ID),
                Arguments.of(EventType.ORDER, "{'order_id':'other'}", WRONG_KEY),
                Arguments.of(EventType.ORDER, "{" + order + "," + order + "}", REPEATED_ORDER_ID),
                Arguments.of(EventType.PURCHASE, "{" + order + ",'stock':'maybe'}", WRONG_SHAPE),
                Arguments.of(EventType.PURCHASE, "[]", NOT_AN_OBJECT),
                Arguments.of(EventType.COMMAND, "{" + order + ",'to':'confirmed'}", WRONG_SHAPE),
                Arguments.of(EventType.COMMAND, "{" + command + "}", WRONG_SHAPE),
                Arguments.of(EventType.COMMAND, "{" + command + ",'to':'shipped'}", WRONG_SHAPE),
                Arguments.of(EventType.SHIPMENT, "{" + order + ",'status':'shipped'}", WRONG_SHAPE),
                Arguments.of(EventType.SHIPMENT, "{" + shipment + "}", WRONG_SHAPE),
                Arguments.of(EventType.SHIPMENT, "{" + shipment + ",'status':'lost'}", WRONG_SHAPE),
                Arguments.of(EventType.SHIPMENT, "{" + shipment, NOT_JSON));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("unusableOwn")
    void anUnusableEventOfOurOwnIsRefused(EventType type, String body, UnusableReason reason) {
        assertThat(refusal(Events.own(type, json(body)))).isEqualTo(reason);
    }

    @Test
    void aRefusalDoesNotQuoteTheBody() {
        UndecodableException refused = refused(shopify("orders/create", "{\"email\":\"ada@example.com\" oops"));

        assertThat(refused).isNotNull();
        assertThat(refused.detail()).doesNotContain("ada").contains("byte");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "9007199254740993", "9223372036854775807"})
    void everyIdUpTo2To63IsExact(String id) {
        Event event = new Event(
                EventType.SHOPIFY,
                Events.SHOP,
                id,
                "orders/create",
                null,
                null,
                null,
                Events.RECEIVED,
                null,
                null,
                null,
                ("{\"id\":" + id + "}").getBytes(UTF_8));

        assertThat(EventDecoder.decode(event).orderId()).isEqualTo(id);
    }

    @Test
    void depthAThousandIsRead() {
        assertThat(refusal(shopify("orders/create", nested(999)))).isNull();
    }

    @Test
    void numbersUpToTheirLimitsAreRead() {
        assertThat(refusal(shopify("orders/create", body("'x':" + "9".repeat(1_000) + ",'y':1e1000,'z':1e-1000"))))
                .isNull();
    }

    @Test
    void whenItHappenedIsInTheBodyElseInTheHeaders() {
        String stated = body("'updated_at':'2026-02-01T10:00:00-05:00'");
        String silent = body("'updated_at':'9999-01-01T00:00:00Z'");

        assertThat(occurredAt(stated, "2026-02-02T00:00:00Z")).isEqualTo("2026-02-01T15:00:00Z");
        assertThat(occurredAt(silent, "2026-02-02T00:00:00.1234567Z")).isEqualTo("2026-02-02T00:00:00.123456Z");
        assertThat(occurredAt(silent, "soon")).isEqualTo(Events.RECEIVED);
        assertThat(occurredAt(silent, null)).isEqualTo(Events.RECEIVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'updated_at':'2026-02-03T00:00:00Z','processed_at':'2026-02-02T00:00:00Z'",
                "'processed_at':'2026-02-03T00:00:00Z','created_at':'2026-02-02T00:00:00Z'",
                "'created_at':'2026-02-03T00:00:00Z'"
            })
    void whenAPartHappenedIsItsLatestWord(String times) {
        DecodedEvent event = Events.partial("order_transactions/create", "'id':7,'kind':'sale'," + times);

        assertThat(event.occurredAt()).isEqualTo("2026-02-03T00:00:00Z");
    }

    private static Instant occurredAt(String body, @Nullable String triggeredAt) {
        return EventDecoder.decode(Events.event(EventType.SHOPIFY, "orders/updated", triggeredAt, body.getBytes(UTF_8)))
                .occurredAt();
    }

    private static @Nullable UnusableReason refusal(Event event) {
        UndecodableException refused = refused(event);
        return refused == null ? null : refused.reason();
    }

    private static @Nullable UndecodableException refused(Event event) {
        return catchThrowableOfType(UndecodableException.class, () -> EventDecoder.decode(event));
    }

    private static String nested(int depth) {
        return body("'x':" + "[".repeat(depth) + "]".repeat(depth));
    }

    private static byte[] bytes(int... inText) {
        byte[] start = ("{\"id\":" + ORDER + ",\"name\":\"").getBytes(UTF_8);
        byte[] body = new byte[start.length + inText.length + 2];
        System.arraycopy(start, 0, body, 0, start.length);
        for (int i = 0; i < inText.length; i++) {
            body[start.length + i] = (byte) inText[i];
        }
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        return body;
    }
}
