/** The limits of the HTTP server, and how it goes down without losing anything. */
@NullMarked
package dev.sluice.gateway.server;

import org.jspecify.annotations.NullMarked;
