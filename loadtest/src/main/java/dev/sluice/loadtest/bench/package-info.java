/** Measures the running Sluice against bare programs that do the least possible, in turn and in one run. */
@NullMarked
package dev.sluice.loadtest.bench;

import org.jspecify.annotations.NullMarked;
