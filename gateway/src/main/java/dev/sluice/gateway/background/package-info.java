/** Work that goes on from the gateway's start to its end. */
@NullMarked
package dev.sluice.gateway.background;

import org.jspecify.annotations.NullMarked;
