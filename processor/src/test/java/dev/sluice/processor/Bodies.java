package dev.sluice.processor;

/** Small bodies in Shopify's shape. */
final class Bodies {

    private Bodies() {}

    static String order(long id, String updatedAt, String financial, String fulfillment) {
        return order(id, updatedAt, financial, fulfillment, "null");
    }

    static String order(long id, String updatedAt, String financial, String fulfillment, String cancelledAt) {
        return """
                {"id":%d,"name":"#%d","created_at":"2026-03-01T10:00:00+01:00","updated_at":"%s",
                 "financial_status":"%s","fulfillment_status":%s,"cancelled_at":%s,"currency":"EUR",
                 "total_price":"19.90","email":"a@example.com","customer":{"id":7,"first_name":"Ann","last_name":"Lee"},
                 "line_items":[{"id":1,"sku":"S-1","name":"Shirt \\u0000 \\"L\\"","quantity":2,"price":"9.95"}]}
                """.formatted(id, id, updatedAt, financial, quoted(fulfillment), quoted(cancelledAt));
    }

    static String fulfillment(long id, long orderId, String updatedAt, String status, String shipmentStatus) {
        return """
                {"id":%d,"order_id":%d,"status":"%s","created_at":"2026-03-01T11:00:00Z","updated_at":"%s",
                 "shipment_status":%s,"tracking_company":"UPS"}
                """.formatted(id, orderId, status, updatedAt, quoted(shipmentStatus));
    }

    static String refund(long id, long orderId) {
        return """
                {"id":%d,"order_id":%d,"created_at":"2026-03-02T11:00:00Z","refund_line_items":[],"transactions":[]}
                """.formatted(id, orderId);
    }

    private static String quoted(String value) {
        return "null".equals(value) ? "null" : '"' + value + '"';
    }
}
