/** The sale day keeps what it promises. */
@NullMarked
package dev.sluice.loadtest.samples;

import org.jspecify.annotations.NullMarked;
