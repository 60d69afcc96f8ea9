/** The orders that staff list and look at, each with its history. */
@NullMarked
package dev.sluice.gateway.admin.orders;

import org.jspecify.annotations.NullMarked;
