/** The keys of storefronts, as staff make and revoke them. */
@NullMarked
package dev.sluice.gateway.admin.keys;

import org.jspecify.annotations.NullMarked;
