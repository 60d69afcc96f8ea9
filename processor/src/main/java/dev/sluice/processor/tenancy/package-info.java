/** Watches that tenants stay apart: an order id that two shops have is flagged to operators. */
@NullMarked
package dev.sluice.processor.tenancy;

import org.jspecify.annotations.NullMarked;
