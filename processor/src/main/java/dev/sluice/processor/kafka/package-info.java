/** The log on Kafka. The only package that knows Kafka's and reactor-kafka's types. */
@NullMarked
package dev.sluice.processor.kafka;

import org.jspecify.annotations.NullMarked;
