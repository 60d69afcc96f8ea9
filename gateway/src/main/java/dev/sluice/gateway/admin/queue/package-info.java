/** How much waits between gateway and processor, and what admission makes of it. */
@NullMarked
package dev.sluice.gateway.admin.queue;

import org.jspecify.annotations.NullMarked;
