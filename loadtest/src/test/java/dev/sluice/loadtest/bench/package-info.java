/** Tests of the bench. */
@NullMarked
package dev.sluice.loadtest.bench;

import org.jspecify.annotations.NullMarked;
