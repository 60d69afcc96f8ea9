package dev.sluice.loadtest.samples;

import dev.sluice.loadtest.samples.Parts.Line;
import dev.sluice.loadtest.samples.Parts.Person;

/** The whole order as Shopify sends it: a snapshot of everything, at a time in whole seconds. */
final class OrderBody {
    private final ShopifyOrder order;
    private final Storefront shop;
    private final BodyWriter out;

    private OrderBody(ShopifyOrder order, BodyWriter out) {
        this.order = order;
        this.shop = order.plan.storefront();
        this.out = out;
    }

    static byte[] of(ShopifyOrder order) {
        return BodyWriter.object(order.plan.storefront(), out -> new OrderBody(order, out).write());
    }

    private void write() {
        identity();
        status();
        amounts();
        people();
        out.list("line_items", order.lines, line -> line(out, order, line));
        out.list("fulfillments", order.parcels, parcel -> PartBodies.writeParcel(out, order, parcel));
        out.list("refunds", order.refunds, refund -> PartBodies.writeRefund(out, order, refund));
        shipping();
        out.emptyLists("discount_applications", "discount_codes", "note_attributes", "tax_lines", "returns");
    }

    private void identity() {
        long id = order.plan.orderId();
        int number = order.plan.number();
        out.id("id", id).text("admin_graphql_api_id", "gid://shopify/Order/" + id);
        out.number("app_id", 580_111).text("browser_ip", "203.0.113." + order.plan.index() % 254);
        out.flag("buyer_accepts_marketing", order.plan.index() % 3 == 0);
        if (shop.apiVersion().compareTo("2026-04") < 0) {
            out.id("checkout_id", id / 3);
        }
        out.nulls("cart_token", "client_details", "closed_at").text("confirmation_number", "SL" + number);
        out.flag("confirmed", true).text("contact_email", order.buyer.email());
        out.time("created_at", order.plan.placedAt()).time("processed_at", order.plan.placedAt());
        out.time("updated_at", order.updatedAt).text("currency", shop.currency());
        out.text("presentment_currency", shop.presentmentCurrency()).text("customer_locale", "en");
        out.text("name", "#" + number).number("number", number - 1000L).number("order_number", number);
        out.text("note", order.note).text("source_name", "web").text("tags", "sale, early-bird");
        out.text("order_status_url", "https://" + shop.shop() + "/orders/" + number)
                .flag("test", order.test);
        out.nulls("location_id", "user_id", "referring_site", "landing_site", "po_number", "device_id");
    }

    private void status() {
        out.time("cancelled_at", order.cancelledAt).text("cancel_reason", order.cancelReason);
        out.text("financial_status", order.financialStatus).text("fulfillment_status", order.fulfillmentStatus);
        out.json.writeArrayPropertyStart("payment_gateway_names");
        out.json.writeString(shop.gateway());
        out.json.writeEndArray();
    }

    private void amounts() {
        long total = order.total();
        out.priced("current_subtotal_price", total).priced("current_total_price", total);
        out.priced("current_total_discounts", 0).priced("current_total_tax", 0);
        out.priced("subtotal_price", total)
                .priced("total_line_items_price", total)
                .priced("total_price", total);
        out.priced("total_discounts", 0).priced("total_tax", 0).set("total_shipping_price_set", 0);
        out.money("total_outstanding", order.financialStatus.equals("pending") ? total : 0);
        out.number("total_weight", order.lines.stream().mapToInt(Line::grams).sum());
        out.flag("taxes_included", true).flag("tax_exempt", false).flag("estimated_taxes", false);
    }

    private void people() {
        Person buyer = order.buyer;
        out.text("email", buyer.email()).text("phone", buyer.phone());
        // Some orders have neither a customer nor an address: sold at a counter, or made by another system.
        if (order.plan.index() % 40 == 7) {
            out.nulls("customer", "billing_address", "shipping_address");
            return;
        }
        out.json.writeObjectPropertyStart("customer");
        out.id("id", buyer.id()).text("email", buyer.email()).text("first_name", buyer.firstName());
        out.text("last_name", buyer.lastName()).text("state", "enabled").flag("verified_email", true);
        out.nulls("note", "multipass_identifier").text("currency", shop.currency());
        out.time("created_at", order.plan.placedAt().minusSeconds(86_400)).text("tags", "");
        out.text("admin_graphql_api_id", "gid://shopify/Customer/" + buyer.id()).address("default_address", buyer);
        out.json.writeEndObject();
        out.address("billing_address", buyer).address("shipping_address", buyer);
    }

    private void shipping() {
        out.json.writeArrayPropertyStart("shipping_lines");
        out.json.writeStartObject();
        out.id("id", order.plan.orderId() / 2 + 1).text("code", "standard").text("title", "Standard");
        out.priced("price", 0)
                .priced("discounted_price", 0)
                .text("source", "shopify")
                .flag("is_removed", false);
        out.emptyLists("tax_lines", "discount_allocations");
        out.json.writeEndObject();
        out.json.writeEndArray();
    }

    /** A line's properties; parcels and refunds repeat them. */
    static void line(BodyWriter out, ShopifyOrder order, Line line) {
        out.id("id", line.id()).text("admin_graphql_api_id", "gid://shopify/LineItem/" + line.id());
        out.number("current_quantity", line.quantity()).number("quantity", line.quantity());
        out.number("fulfillable_quantity", order.fulfillmentStatus == null ? line.quantity() : 0);
        out.text("fulfillment_service", "manual").text("fulfillment_status", order.fulfillmentStatus);
        out.flag("gift_card", false).number("grams", line.grams());
        out.text("name", line.title() + " - " + line.variant()).text("title", line.title());
        out.text("variant_title", line.variant()).text("sku", line.sku()).text("vendor", "Sluice Goods");
        out.id("product_id", line.productId())
                .id("variant_id", line.productId() * 10 + 1)
                .flag("product_exists", true);
        out.priced("price", line.price()).priced("total_discount", 0);
        out.flag("requires_shipping", true).flag("taxable", true);
        out.emptyLists("properties", "tax_lines", "duties", "discount_allocations");
    }
}
