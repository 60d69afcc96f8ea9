/** A transition is one line. */
@NullMarked
package dev.sluice.loadtest.transitions;

import org.jspecify.annotations.NullMarked;
