/** Signs deliveries and sends them over kept-alive connections, again when the gateway asks for it. */
@NullMarked
package dev.sluice.loadtest.client;

import org.jspecify.annotations.NullMarked;
