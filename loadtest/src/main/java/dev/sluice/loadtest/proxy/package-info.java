/** A TCP proxy that can be slow, narrow, stalled or cut: what a network does to connections. */
@NullMarked
package dev.sluice.loadtest.proxy;

import org.jspecify.annotations.NullMarked;
