/** Storefronts: who they are, by the keys that they send, and how much they may ask. */
@NullMarked
package dev.sluice.gateway.storefront;

import org.jspecify.annotations.NullMarked;
