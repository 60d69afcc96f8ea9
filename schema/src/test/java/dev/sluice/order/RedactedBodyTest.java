package dev.sluice.order;

import static dev.sluice.order.Events.ORDER;
import static dev.sluice.order.Events.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedBodyTest {
    private static final String WHOLE = "{'id':" + ORDER + ",'name':'#1001','email':'ann@example.com',"
            + "'contact_email':'ann@example.com','phone':'+49301234','browser_ip':'192.0.2.7','note':'for Ann',"
            + "'note_attributes':[{'name':'gift','value':'Ann'}],'financial_status':'paid',"
            + "'updated_at':'2026-03-01T10:00:00Z','total_price':19.90,"
            + "'customer':{'id':7,'first_name':'Ann','last_name':'Lee','default_address':{'name':'Ann Lee'}},"
            + "'billing_address':{'name':'Ann Lee','city':'Berlin'},"
            + "'line_items':[{'sku':'A','name':'Shirt','quantity':2,'price':'9.95',"
            + "'properties':[{'name':'engraving','value':'Ann'}]}],"
            + "'fulfillments':[{'id':7,'status':'success','tracking_number':'T-ANN','email':'ann@example.com',"
            + "'destination':{'first_name':'Ann'}}],'refunds':[{'id':8,'note':'Ann','transactions':[{'id':9,"
            + "'kind':'refund','status':'success','amount':'1.00','receipt':{'payer':'Ann'}}]}]}";

    private static byte[] bytes(String body) {
        return json(body).getBytes(UTF_8);
    }

    private static OrderFacts facts(String topic, byte[] body) {
        return EventDecoder.decode(Events.shopify(topic, body)).facts();
    }

    @Test
    void nothingThatSpeaksOfAPersonIsLeft() {
        assertThat(new String(RedactedBody.of(bytes(WHOLE)), UTF_8))
                .doesNotContainIgnoringCase("ann")
                .doesNotContain("Lee", "Berlin", "+49301234", "192.0.2.7");
    }

    @Test
    void aRedactedBodyStillSaysWhatSluiceReadsOfAnOrder() {
        OrderFacts before = facts("orders/updated", bytes(WHOLE)).redacted();
        OrderFacts after = facts("orders/updated", RedactedBody.of(bytes(WHOLE)));

        Snapshot expected = Objects.requireNonNull(before.snapshot());
        Snapshot read = Objects.requireNonNull(after.snapshot());
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("version.digest")
                .isEqualTo(expected);
        assertThat(after.fulfillments()).isEqualTo(before.fulfillments());
        assertThat(after.refunds()).isEqualTo(before.refunds());
        assertThat(after.transactions()).isEqualTo(before.transactions());
        assertThat(after.everPaid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fulfillments/update|{'id':7,'order_id':9007199254740993,'status':'success','shipment_status':'delivered',"
                        + "'updated_at':'2026-03-01T10:00:00Z','tracking_number':'T1','email':'a@example.com'}",
                "refunds/create|{'id':7,'order_id':9007199254740993,'refund_line_items':[{'line_item':{'name':'x'}}],"
                        + "'note':'a','transactions':[{'id':1,'kind':'refund','status':'success','amount':'1.00'}]}",
                "order_transactions/create|{'id':7,'order_id':9007199254740993,'kind':'sale','amount':'1.00',"
                        + "'receipt':{'email':'a@example.com'}}",
                "orders/edited|{'order_edit':{'id':1,'order_id':9007199254740993,'staff_note':'Ann'}}",
                "orders/delete|{'id':9007199254740993}"
            })
    void aRedactedPartSaysTheSameAsThePartRedacted(String topicAndBody) {
        String topic = topicAndBody.substring(0, topicAndBody.indexOf('|'));
        byte[] body = bytes(topicAndBody.substring(topicAndBody.indexOf('|') + 1));

        assertThat(facts(topic, RedactedBody.of(body)))
                .isEqualTo(facts(topic, body).redacted());
    }

    @Test
    void aNameThatCouldBeAPersonsIsNotKept() {
        assertThat(new String(RedactedBody.of(bytes("{'id':1,'name':'Ann Lee'}")), UTF_8))
                .isEqualTo("{\"id\":1}");
        assertThat(new String(RedactedBody.of(bytes("{'name':'EU-1001'}")), UTF_8))
                .isEqualTo("{\"name\":\"EU-1001\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{'id':1", "{'id':1}{", "{'id':NaN}", "Ann Lee", "\"Ann\""})
    void whatCannotBeReadIsErased(String body) {
        assertThat(RedactedBody.of(bytes(body))).isEmpty();
    }

    @Test
    void bytesThatAreNoUtf8AreErased() {
        assertThat(RedactedBody.of(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .isEmpty();
    }

    @Test
    void redactingABodyTwiceIsRedactingItOnce() {
        byte[] once = RedactedBody.of(bytes(WHOLE));

        assertThat(RedactedBody.of(once)).isEqualTo(once);
    }
}
