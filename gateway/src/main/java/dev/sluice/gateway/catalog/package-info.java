/** What storefronts see of a shop's products: cached in Redis, read from PostgreSQL, searched there. */
@NullMarked
package dev.sluice.gateway.catalog;

import org.jspecify.annotations.NullMarked;
