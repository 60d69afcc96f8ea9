/** A carrier to play with and to test against; it can be slow, failing, silent or dead. */
@NullMarked
package dev.sluice.logistics.fakecarrier;

import org.jspecify.annotations.NullMarked;
