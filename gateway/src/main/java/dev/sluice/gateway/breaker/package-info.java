/** The circuit breakers around the servers that the gateway asks. */
@NullMarked
package dev.sluice.gateway.breaker;

import org.jspecify.annotations.NullMarked;
