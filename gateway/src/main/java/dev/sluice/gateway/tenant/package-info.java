/** Registered shops and their secrets, held in memory so that no delivery waits for the database. */
@NullMarked
package dev.sluice.gateway.tenant;

import org.jspecify.annotations.NullMarked;
