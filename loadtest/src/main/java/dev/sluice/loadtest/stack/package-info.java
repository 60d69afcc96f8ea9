/** Where the running Sluice is, and its admin API as a client sees it. */
@NullMarked
package dev.sluice.loadtest.stack;

import org.jspecify.annotations.NullMarked;
