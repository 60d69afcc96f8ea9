package dev.sluice.contract;

import org.jspecify.annotations.Nullable;

/**
 * The identity of an order everywhere: record key, {@code id} in JSON and SQL. The same id under two shops is two
 * orders.
 *
 * @param shop the shop's domain, lower case
 * @param orderId Shopify's id in decimal, or the id of one of Sluice's own orders
 */
public record OrderKey(String shop, String orderId) {

    /** Reads {@code <shop>:<order id>}; null for a key that is a shop alone. */
    public static @Nullable OrderKey parse(String key) {
        int colon = key.indexOf(':');
        return colon <= 0 || colon == key.length() - 1
                ? null
                : new OrderKey(key.substring(0, colon), key.substring(colon + 1));
    }

    @Override
    public String toString() {
        return shop + ':' + orderId;
    }
}
