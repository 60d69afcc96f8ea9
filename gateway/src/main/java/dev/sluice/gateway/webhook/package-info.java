/** Takes Shopify's deliveries in: reads, verifies, finds the order, publishes, answers. No database, no blocking call. */
@NullMarked
package dev.sluice.gateway.webhook;

import org.jspecify.annotations.NullMarked;
