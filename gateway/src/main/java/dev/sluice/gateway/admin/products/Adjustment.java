package dev.sluice.gateway.admin.products;

/**
 * What an adjustment came to.
 *
 * @param stock all units after it, sold ones included
 * @param available those of them that are neither reserved nor sold
 */
record Adjustment(long stock, long available) {}
