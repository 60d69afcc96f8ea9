/** How the processor talks to PostgreSQL: connections, SQL files, and arrays in the binary form. */
@NullMarked
package dev.sluice.processor.postgres;

import org.jspecify.annotations.NullMarked;
