/** Watches what waits for too long, sends through again what can be applied by now, and ends what is old. */
@NullMarked
package dev.sluice.processor.repair;

import org.jspecify.annotations.NullMarked;
