/** A running gateway on real servers, for integration tests. */
@NullMarked
package dev.sluice.gateway.testing;

import org.jspecify.annotations.NullMarked;
