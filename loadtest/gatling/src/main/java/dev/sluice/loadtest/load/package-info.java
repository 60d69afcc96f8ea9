/** Starts the simulations, watches the stack meanwhile, checks the ledger afterwards, and reports. */
@NullMarked
package dev.sluice.loadtest.load;

import org.jspecify.annotations.NullMarked;
