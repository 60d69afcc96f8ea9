/** The local stack: PostgreSQL, Redis, Kafka, the processor and the gateway as supervised processes of one machine. */
@NullMarked
package dev.sluice.local;

import org.jspecify.annotations.NullMarked;
