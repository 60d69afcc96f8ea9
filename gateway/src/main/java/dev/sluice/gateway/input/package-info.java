/** Reads what clients send to the JSON endpoints, strictly, and says which parameter is wrong. */
@NullMarked
package dev.sluice.gateway.input;

import org.jspecify.annotations.NullMarked;
