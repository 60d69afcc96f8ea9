/** The environment and the ledger are read as they are meant. */
@NullMarked
package dev.sluice.loadtest.stack;

import org.jspecify.annotations.NullMarked;
