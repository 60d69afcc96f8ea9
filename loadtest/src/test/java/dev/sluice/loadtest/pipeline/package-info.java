/** The whole of Sluice as it runs, from HTTP to PostgreSQL, in the local stack's five processes. */
@NullMarked
package dev.sluice.loadtest.pipeline;

import org.jspecify.annotations.NullMarked;
