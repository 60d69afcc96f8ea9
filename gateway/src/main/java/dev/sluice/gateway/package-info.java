/** The gateway: takes deliveries in, answers staff and storefronts. */
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;
