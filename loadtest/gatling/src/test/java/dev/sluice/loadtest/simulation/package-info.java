/** Tests of the simulations. */
@NullMarked
package dev.sluice.loadtest.simulation;

import org.jspecify.annotations.NullMarked;
