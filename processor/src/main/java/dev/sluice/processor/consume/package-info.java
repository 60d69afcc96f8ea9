/** Brings the log's records to the applier: partition by partition, in order, with bounded memory. */
@NullMarked
package dev.sluice.processor.consume;

import org.jspecify.annotations.NullMarked;
