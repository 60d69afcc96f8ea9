/** An example of a logistics system: takes shipment requests, has a carrier send them, reports what became of them. */
@NullMarked
package dev.sluice.logistics;

import org.jspecify.annotations.NullMarked;
