/** Programs that play, replay, watch and measure a running Sluice. */
@NullMarked
package dev.sluice.loadtest;

import org.jspecify.annotations.NullMarked;
