/** Applies a batch of records in one transaction: fence, load, fold, write, commit. */
@NullMarked
package dev.sluice.processor.apply;

import org.jspecify.annotations.NullMarked;
