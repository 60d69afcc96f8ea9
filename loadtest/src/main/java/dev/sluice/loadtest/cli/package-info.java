/** The command line: arguments, progress, tables. */
@NullMarked
package dev.sluice.loadtest.cli;

import org.jspecify.annotations.NullMarked;
