/** What shops sell, and how many there are of it, as staff see and change it. */
@NullMarked
package dev.sluice.gateway.admin.products;

import org.jspecify.annotations.NullMarked;
