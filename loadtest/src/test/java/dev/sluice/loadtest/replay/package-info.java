/** Files become deliveries, byte for byte. */
@NullMarked
package dev.sluice.loadtest.replay;

import org.jspecify.annotations.NullMarked;
