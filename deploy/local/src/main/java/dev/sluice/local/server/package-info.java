/** Real PostgreSQL, Redis and Kafka from Maven artifacts: how each is unpacked, configured, started and probed. */
@NullMarked
package dev.sluice.local.server;

import org.jspecify.annotations.NullMarked;
