/** Servers for integration tests: real ones, on containers where an engine runs, else as child processes. */
@NullMarked
package dev.sluice.local.testing;

import org.jspecify.annotations.NullMarked;
