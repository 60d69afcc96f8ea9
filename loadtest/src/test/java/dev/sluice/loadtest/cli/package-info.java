/** Arguments are taken apart, tables are aligned. */
@NullMarked
package dev.sluice.loadtest.cli;

import org.jspecify.annotations.NullMarked;
