/** The pure core: what is known about an order, how knowledge merges, and which state it calls for. */
@NullMarked
package dev.sluice.order;

import org.jspecify.annotations.NullMarked;
