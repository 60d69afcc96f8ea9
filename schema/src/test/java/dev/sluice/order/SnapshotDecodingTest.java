package dev.sluice.order;

import static dev.sluice.order.Events.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body is read into. */
class SnapshotDecodingTest {

    @Test
    void everyFactOfAnOrderIsRead() {
        Snapshot order = order(
                "'name':'#1001','financial_status':'paid','fulfillment_status':'partial','cancelled_at':null,"
                        + "'created_at':'2026-03-01T09:00:00+01:00','updated_at':'2026-03-01T10:00:00+01:00',"
                        + "'customer':{'id':9007199254740995,'first_name':'Ada','last_name':'Byron','email':'c@x.example'},"
                        + "'email':'ada@x.example','contact_email':'other@x.example','currency':'EUR',"
                        + "'total_price':'19.90','test':true,"
                        + "'line_items':[{'sku':'COFFEE','title':'Coffee','name':'Coffee - 1 kg','quantity':2,'price':'9.95'}]");

        assertThat(order.name()).isEqualTo("#1001");
        assertThat(order.financialStatus()).isEqualTo("paid");
        assertThat(order.fulfillmentStatus()).isEqualTo("partial");
        assertThat(order.cancelledAt()).isNull();
        assertThat(order.createdAt()).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(order.updatedAt()).isEqualTo("2026-03-01T09:00:00Z");
        assertThat(order.customerId()).isEqualTo("9007199254740995");
        assertThat(order.customerName()).isEqualTo("Ada Byron");
        assertThat(order.customerEmail()).isEqualTo("ada@x.example");
        assertThat(order.totalAmount()).isEqualTo(new BigDecimal("19.90"));
        assertThat(order.currency()).isEqualTo("EUR");
        assertThat(order.test()).isTrue();
        assertThat(order.lines()).containsExactly(new Line("COFFEE", "Coffee", 2L, "9.95"));
    }

    @Test
    void everyFieldButTheIdMayBeMissing() {
        Snapshot order = order("");

        assertThat(order.version().updatedAt()).isNull();
        assertThat(order.lines()).isEmpty();
        assertThat(order.totalAmount()).isNull();
        assertThat(order.test()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "[{'a':[1]},null]", "{'a':{'id':1}}", "true", "1.5", "-1", "1e3", "''"})
    void everyFieldButTheIdMayBeOfAWrongType(String value) {
        StringBuilder fields = new StringBuilder();
        for (String name : List.of(
                "name",
                "financial_status",
                "fulfillment_status",
                "cancelled_at",
                "created_at",
                "updated_at",
                "customer",
                "billing_address",
                "shipping_address",
                "email",
                "contact_email",
                "line_items",
                "total_price",
                "currency",
                "test",
                "fulfillments",
                "refunds",
                "transactions")) {
            fields.append('\'').append(name).append("':").append(value).append(',');
        }

        OrderFacts facts = snapshot(fields + "'note':1").facts();
        Snapshot order = Objects.requireNonNull(facts.snapshot());

        assertThat(order.name()).isNull();
        assertThat(order.updatedAt()).isNull();
        assertThat(order.customerId()).isNull();
        assertThat(facts.everCancelled()).isFalse();
        assertThat(facts.fulfillments()).isEmpty();
        assertThat(FactsCodec.decode(FactsCodec.encode(facts))).isEqualTo(facts);
    }

    @Test
    void nonsenseInALineIsNoQuantityAndNoPrice() {
        Snapshot order = order(
                "'line_items':[{'quantity':-1,'price':'cheap'},{'quantity':2.5,'price':[1]},"
                        + "{'quantity':99999999999999999999,'price':12.50},{'quantity':'2','price':1e400},7,null,[{'sku':'A'}]]");

        assertThat(order.lines())
                .containsExactly(
                        new Line(null, null, null, null),
                        new Line(null, null, null, null),
                        new Line(null, null, null, "12.50"),
                        new Line(null, null, null, null));
    }

    @Test
    void moneyIsExactWhetherStringOrNumber() {
        assertThat(order("'total_price':0.1").totalAmount()).isEqualTo(new BigDecimal("0.1"));
        assertThat(order("'total_price':'0.10'").totalAmount()).isEqualTo(new BigDecimal("0.10"));
        assertThat(order("'total_price':9007199254740993").totalAmount()).isEqualTo(new BigDecimal("9007199254740993"));
        assertThat(order("'total_price':'NaN'").totalAmount()).isNull();
        assertThat(order("'total_price':1e400").totalAmount()).isNull();
    }

    @Test
    void aTextThatPostgresqlWouldRefuseIsMended() {
        Snapshot order =
                order("'name':'\\u0000#\\ud8001','customer':{'first_name':'\\udc00','last_name':'😀 <script>'}");

        assertThat(order.name()).isEqualTo("\uFFFD#\uFFFD1");
        assertThat(order.customerName()).isEqualTo("\uFFFD 😀 <script>");
    }

    @Test
    void whatIsKeptIsBounded() {
        Snapshot order = order("'name':'" + "n".repeat(300) + "','line_items':[" + "{'sku':'s'},".repeat(1_500)
                + "{'sku':'" + "s".repeat(300) + "'}]");

        assertThat(order.name()).hasSize(255);
        assertThat(order.lines()).hasSize(1_000);
    }

    @Test
    void aCustomerWithoutANameHasThatOfAnAddress() {
        assertThat(order("'customer':{'id':1},'billing_address':{'first_name':'Ada','last_name':null},"
                                + "'shipping_address':{'name':'Grace'}")
                        .customerName())
                .isEqualTo("Ada");
        assertThat(order("'shipping_address':{'name':'Grace Hopper'}").customerName())
                .isEqualTo("Grace Hopper");
        assertThat(order("'customer':{'id':1}").customerName()).isNull();
    }

    @Test
    void anEmailIsTheOrdersElseTheContactsElseTheCustomers() {
        String customer = ",'customer':{'email':'c@x.example'}";

        assertThat(order("'email':'e@x.example','contact_email':'k@x.example'" + customer)
                        .customerEmail())
                .isEqualTo("e@x.example");
        assertThat(order("'email':'','contact_email':'k@x.example'" + customer).customerEmail())
                .isEqualTo("k@x.example");
        assertThat(order("'email':null" + customer).customerEmail()).isEqualTo("c@x.example");
    }

    @Test
    void partsInsideASnapshotReadLikeThoseOfTheirOwnEvents() {
        String parcel = "'id':7,'status':'success','shipment_status':'in_transit','tracking_number':'T1',"
                + "'updated_at':'2026-03-01T10:00:00Z'";
        String money = "'id':9,'kind':'refund','status':'success','amount':'5.00','currency':'EUR',"
                + "'processed_at':'2026-03-01T10:00:00Z'";
        String refund = "'id':8,'created_at':'2026-03-01T10:00:00Z','transactions':[{" + money + "}]";

        OrderFacts inside = snapshot("'fulfillments':[{" + parcel + "}],'refunds':[{" + refund + "}]")
                .facts();
        OrderFacts outside = Events.partial("fulfillments/create", parcel)
                .facts()
                .merge(Events.partial("refunds/create", refund).facts())
                .merge(Events.partial("order_transactions/create", money).facts());

        assertThat(inside.merge(outside)).isEqualTo(inside);
        assertThat(outside.fulfillments()).isEqualTo(inside.fulfillments());
        assertThat(outside.refunds()).isEqualTo(inside.refunds());
        assertThat(outside.transactions()).isEqualTo(inside.transactions());
        assertThat(Objects.requireNonNull(inside.refunds().get(8L)).amount()).isEqualTo("5.00");
    }

    @Test
    void partsWithoutAnIdAreLeftOut() {
        OrderFacts facts = snapshot("'fulfillments':[{'status':'success'},{'id':'7'},{'id':0},5,null]")
                .facts();

        assertThat(facts.fulfillments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T10:00:00Z", "9999-01-01T00:00:00Z", "some day"})
    void aCancellationIsNotLostToADateThatNobodyCanRead(String cancelledAt) {
        assertThat(snapshot("'cancelled_at':'" + cancelledAt + "'").facts().everCancelled())
                .isTrue();
    }

    @Test
    void anOrderOfOurOwnIsRead() {
        DecodedEvent event = Events.purchase("'customer_id':'c-7','currency':'EUR','total':'19.90',"
                + "'placed_at':'2026-03-01T10:00:00.5Z','lines':[{'sku':'COFFEE','product_name':'Coffee','quantity':2,"
                + "'price':'9.95'}],'stock':'not-taken','stock_reason':'sold-out'");

        assertThat(event.source()).isEqualTo(Source.PURCHASE);
        assertThat(event.facts().own())
                .isEqualTo(new OwnOrder(
                        Source.PURCHASE,
                        "c-7",
                        List.of(new Line("COFFEE", "Coffee", 2L, "9.95")),
                        "EUR",
                        "19.90",
                        Instant.parse("2026-03-01T10:00:00.5Z"),
                        OwnOrder.Stock.NOT_TAKEN,
                        "sold-out"));
    }

    private static Snapshot order(String fields) {
        return Objects.requireNonNull(snapshot(fields).facts().snapshot());
    }
}
