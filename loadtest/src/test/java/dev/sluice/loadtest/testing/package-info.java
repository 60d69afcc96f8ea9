/** What tests that run the applications share. */
@NullMarked
package dev.sluice.loadtest.testing;

import org.jspecify.annotations.NullMarked;
