/** Publishes transitions to logistics: unpublished rows out of PostgreSQL, each acknowledged before it is marked. */
@NullMarked
package dev.sluice.processor.outbox;

import org.jspecify.annotations.NullMarked;
