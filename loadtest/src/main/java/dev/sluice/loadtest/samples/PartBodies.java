package dev.sluice.loadtest.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.loadtest.samples.Parts.Line;
import dev.sluice.loadtest.samples.Parts.Parcel;
import dev.sluice.loadtest.samples.Parts.Payment;
import dev.sluice.loadtest.samples.Parts.Refund;
import java.util.List;

/** Bodies that are about a part of an order: they name the order at {@code order_id}, their own id is the part's. */
final class PartBodies {

    static byte[] parcel(ShopifyOrder order, Parcel parcel) {
        return BodyWriter.object(order.plan.storefront(), out -> {
            writeParcel(out, order, parcel);
            out.text("email", order.buyer.email()).address("destination", order.buyer);
        });
    }

    static void writeParcel(BodyWriter out, ShopifyOrder order, Parcel parcel) {
        out.id("id", parcel.id).id("order_id", order.plan.orderId());
        out.text("admin_graphql_api_id", "gid://shopify/Fulfillment/" + parcel.id);
        out.time("created_at", parcel.createdAt).time("updated_at", parcel.updatedAt);
        out.text("name", "#" + order.plan.number() + "." + parcel.number).text("status", parcel.status);
        out.text("shipment_status", parcel.shipmentStatus)
                .text("service", "manual")
                .id("location_id", 48_752_903);
        out.text("tracking_company", "Example Parcel").text("tracking_number", parcel.tracking);
        out.text("tracking_url", "https://parcel.example.com/" + parcel.tracking);
        List<Line> content = parcel.whole ? order.lines : order.lines.subList(0, 1);
        out.list("line_items", content, line -> OrderBody.line(out, order, line));
    }

    static byte[] refund(ShopifyOrder order, Refund refund) {
        return BodyWriter.object(order.plan.storefront(), out -> writeRefund(out, order, refund));
    }

    static void writeRefund(BodyWriter out, ShopifyOrder order, Refund refund) {
        out.id("id", refund.id()).id("order_id", order.plan.orderId());
        out.text("admin_graphql_api_id", "gid://shopify/Refund/" + refund.id());
        out.time("created_at", refund.at()).time("processed_at", refund.at());
        out.text("note", refund.note()).flag("restock", true).nulls("user_id");
        out.emptyLists("order_adjustments", "duties", "refund_line_items");
        out.list("transactions", List.of(refund.payment()), payment -> writePayment(out, order, payment));
    }

    static byte[] transaction(ShopifyOrder order, Payment payment) {
        return BodyWriter.object(order.plan.storefront(), out -> writePayment(out, order, payment));
    }

    private static void writePayment(BodyWriter out, ShopifyOrder order, Payment payment) {
        Storefront shop = order.plan.storefront();
        out.id("id", payment.id()).id("order_id", order.plan.orderId());
        out.text("admin_graphql_api_id", "gid://shopify/OrderTransaction/" + payment.id());
        out.text("kind", payment.kind()).text("status", "success").text("gateway", shop.gateway());
        out.money("amount", payment.amount()).text("currency", shop.currency());
        out.time("created_at", payment.at()).time("processed_at", payment.at());
        out.nulls("parent_id", "error_code", "user_id", "device_id", "location_id")
                .flag("test", order.test);
        out.text("source_name", "web").text("message", "approved").text("payment_id", "#" + order.plan.number() + ".1");
    }

    static byte[] edit(ShopifyOrder order, Line added) {
        return BodyWriter.object(order.plan.storefront(), out -> {
            out.json.writeObjectPropertyStart("order_edit");
            out.id("id", order.newId()).id("order_id", order.plan.orderId()).nulls("app_id", "user_id");
            out.time("created_at", order.updatedAt).time("committed_at", order.updatedAt);
            out.flag("notify_customer", false).text("staff_note", "swap agreed by phone");
            out.json.writeObjectPropertyStart("line_items");
            out.list(
                    "additions", List.of(added), line -> out.id("id", line.id()).number("delta", line.quantity()));
            out.emptyLists("removals");
            out.json.writeEndObject();
            out.json.writeEndObject();
        });
    }

    /** Nothing but the id. */
    static byte[] deletion(long orderId) {
        return ("{\"id\":" + orderId + "}").getBytes(UTF_8);
    }

    private PartBodies() {}
}
