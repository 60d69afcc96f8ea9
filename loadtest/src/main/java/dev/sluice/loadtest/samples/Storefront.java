package dev.sluice.loadtest.samples;

import java.time.ZoneOffset;
import java.util.List;

/**
 * What the bodies of one shop have in common.
 *
 * @param currency the shop's own; buyers may see another one
 * @param minorDigits decimals of its money, 0 for a currency without cents
 * @param offset of its timestamps
 */
record Storefront(
        String shop,
        String currency,
        String presentmentCurrency,
        int minorDigits,
        ZoneOffset offset,
        String apiVersion,
        String gateway) {

    private static final List<Storefront> KINDS = List.of(
            new Storefront("", "USD", "CAD", 2, ZoneOffset.ofHours(-5), "2025-10", "shopify_payments"),
            new Storefront("", "EUR", "CHF", 2, ZoneOffset.ofHours(1), "2026-01", "paypal"),
            new Storefront("", "JPY", "KRW", 0, ZoneOffset.ofHours(9), "2026-04", "Cash on Delivery (COD)"));

    /** The shop at a position of a list of shops; kinds repeat when there are more shops than kinds. */
    static Storefront of(String shop, int position) {
        Storefront kind = KINDS.get(position % KINDS.size());
        return new Storefront(
                shop,
                kind.currency,
                kind.presentmentCurrency,
                kind.minorDigits,
                kind.offset,
                kind.apiVersion,
                kind.gateway);
    }

    /** An amount in minor units as Shopify writes it. */
    String money(long minor) {
        return minorDigits == 0
                ? Long.toString(minor)
                : minor / 100 + "." + (minor % 100 < 10 ? "0" : "") + minor % 100;
    }
}
