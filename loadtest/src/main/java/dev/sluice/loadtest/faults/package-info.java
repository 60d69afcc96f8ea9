/** Breaks the running stack under load, one fault after the other, and checks that the guarantees held. */
@NullMarked
package dev.sluice.loadtest.faults;

import org.jspecify.annotations.NullMarked;
