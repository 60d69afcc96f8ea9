/** Decides how many deliveries come in: depth of the queue, marks, bound of what is in flight. */
@NullMarked
package dev.sluice.gateway.admission;

import org.jspecify.annotations.NullMarked;
