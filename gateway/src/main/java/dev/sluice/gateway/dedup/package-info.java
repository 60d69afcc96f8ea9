/** A hint whether a delivery came before; the processor is the authority, so every failure here means "not known". */
@NullMarked
package dev.sluice.gateway.dedup;

import org.jspecify.annotations.NullMarked;
