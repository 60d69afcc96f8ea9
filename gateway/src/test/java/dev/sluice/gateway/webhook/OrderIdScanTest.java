package dev.sluice.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.TopicKind;
import dev.sluice.contract.UnusableReason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderIdScanTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            WHOLE_ORDER | {"id":1}                                                     | 1
            WHOLE_ORDER | {"id":9007199254740993}                                      | 9007199254740993
            WHOLE_ORDER | {"id":9223372036854775807}                                   | 9223372036854775807
            WHOLE_ORDER | {"order_id":5,"lines":[{"id":6},[{"id":7}]],"customer":{"id":8},"id":9} | 9
            WHOLE_ORDER | {"note":"\\"id\\":4","id":9}                                 | 9
            WHOLE_ORDER | {"\\u0069d":3}                                               | 3
            WHOLE_ORDER | {"id":1,"id":2}                                              | 1
            WHOLE_ORDER | {"id":1                                                      | 1
            WHOLE_ORDER | {"id":1, then anything                                       | 1
            WHOLE_ORDER | {"note":"\\u0000\\ud800","id":2}                             | 2
            DELETION    | {"id":1}                                                     | 1
            EDIT        | {"order_id":1,"order_edit":{"id":2,"order_id":3}}             | 3
            EDIT        | {"order_edit":{"line":{"order_id":4},"order_id":3}}          | 3
            FULFILLMENT | {"id":1,"order_id":2}                                        | 2
            FULFILLMENT | {"id":1,"line_items":[{"order_id":3}],"order_id":2}          | 2
            REFUND      | {"id":1,"order_id":2}                                        | 2
            TRANSACTION | {"id":1,"order_id":2}                                        | 2
            OTHER_ORDER | {"id":1,"order_id":2}                                        | 2
            """)
    void theIdIsReadAtItsPlaceOnly(TopicKind kind, String body, long id) {
        assertThat(OrderIdScan.of(kind, body.getBytes(UTF_8))).isEqualTo(new OrderIdScan(id, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            ``                          | NOT_JSON
            `   `                       | NOT_JSON
            {                           | NOT_JSON
            {"id":                      | NOT_JSON
            {"note":NaN,"id":1}         | NOT_JSON
            {"id":NaN}                  | NOT_JSON
            {"id":01}                   | NOT_JSON
            {'id':1}                    | NOT_JSON
            []                          | NOT_AN_OBJECT
            [{"id":1}]                  | NOT_AN_OBJECT
            null                        | NOT_AN_OBJECT
            17                          | NOT_AN_OBJECT
            "id"                        | NOT_AN_OBJECT
            {}                          | NO_ORDER_ID
            {"id":null}                 | NO_ORDER_ID
            {"customer":{"id":1}}       | NO_ORDER_ID
            {"ID":1}                    | NO_ORDER_ID
            {"id":0}                    | BAD_ORDER_ID
            {"id":-0}                   | BAD_ORDER_ID
            {"id":-1}                   | BAD_ORDER_ID
            {"id":1.5}                  | BAD_ORDER_ID
            {"id":1.0}                  | BAD_ORDER_ID
            {"id":1e3}                  | BAD_ORDER_ID
            {"id":true}                 | BAD_ORDER_ID
            {"id":"1"}                  | BAD_ORDER_ID
            {"id":{}}                   | BAD_ORDER_ID
            {"id":[1]}                  | BAD_ORDER_ID
            {"id":9223372036854775808}  | BAD_ORDER_ID
            """)
    void whatCannotBeUsedHasItsReason(String body, UnusableReason reason) {
        assertThat(OrderIdScan.of(TopicKind.WHOLE_ORDER, (body == null ? "" : body).getBytes(UTF_8)))
                .isEqualTo(new OrderIdScan(0, reason));
    }

    @Test
    void anEditWithoutItsObjectHasNoOrder() {
        for (String body : new String[] {"{}", "{\"order_edit\":null}", "{\"order_edit\":[{\"order_id\":1}]}"}) {
            assertThat(OrderIdScan.of(TopicKind.EDIT, body.getBytes(UTF_8)).unusable())
                    .isEqualTo(UnusableReason.NO_ORDER_ID);
        }
    }

    @Test
    void whatNestsTooDeepIsNoJson() {
        byte[] body = ("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"id\":1}").getBytes(UTF_8);

        assertThat(OrderIdScan.of(TopicKind.WHOLE_ORDER, body).unusable()).isEqualTo(UnusableReason.NOT_JSON);
    }

    @Test
    void anIdOfAThousandDigitsIsOutOfRange() {
        byte[] body = ("{\"id\":" + "1".repeat(1_001) + "}").getBytes(UTF_8);

        assertThat(OrderIdScan.of(TopicKind.WHOLE_ORDER, body).unusable())
                .isIn(UnusableReason.NUMBER_OUT_OF_RANGE, UnusableReason.BAD_ORDER_ID);
    }

    @Test
    void otherEncodingsThanUtf8AreNotRead() {
        String body = "{\"id\":1}";
        byte[] invalid = "{\"nö\":1,\"id\":1}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(OrderIdScan.of(TopicKind.WHOLE_ORDER, invalid).unusable()).isEqualTo(UnusableReason.NOT_UTF8);
        assertThat(OrderIdScan.of(TopicKind.WHOLE_ORDER, body.getBytes(StandardCharsets.UTF_16LE))
                        .unusable())
                .isEqualTo(UnusableReason.NOT_JSON);
    }
}
