/** Tests of the load programs. */
@NullMarked
package dev.sluice.loadtest.load;

import org.jspecify.annotations.NullMarked;
