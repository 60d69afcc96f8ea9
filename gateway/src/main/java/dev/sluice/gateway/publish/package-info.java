/** The way into the log and what can be read of it; Kafka's types stay in here. */
@NullMarked
package dev.sluice.gateway.publish;

import org.jspecify.annotations.NullMarked;
