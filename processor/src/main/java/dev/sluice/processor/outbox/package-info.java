/** Publishes what PostgreSQL holds unpublished, shard by shard, each batch in one transaction of Kafka before it is marked. */
@NullMarked
package dev.sluice.processor.outbox;

import org.jspecify.annotations.NullMarked;
