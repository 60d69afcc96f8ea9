/** Applies the log's events to PostgreSQL, each exactly once, and publishes what changed. */
@NullMarked
package dev.sluice.processor;

import org.jspecify.annotations.NullMarked;
