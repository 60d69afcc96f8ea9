/** Deliveries are signed, and sent until they are taken. */
@NullMarked
package dev.sluice.loadtest.client;

import org.jspecify.annotations.NullMarked;
