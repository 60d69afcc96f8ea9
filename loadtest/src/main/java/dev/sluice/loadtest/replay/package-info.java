/** Sends files as deliveries and tells what became of each. */
@NullMarked
package dev.sluice.loadtest.replay;

import org.jspecify.annotations.NullMarked;
