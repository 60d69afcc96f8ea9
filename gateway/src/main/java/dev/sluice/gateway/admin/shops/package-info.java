/** The tenants: shops and the secrets that sign their deliveries. */
@NullMarked
package dev.sluice.gateway.admin.shops;

import org.jspecify.annotations.NullMarked;
