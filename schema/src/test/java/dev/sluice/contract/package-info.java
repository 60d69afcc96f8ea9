/** Tests of the contract, and of its descriptions for other languages. */
@NullMarked
package dev.sluice.contract;

import org.jspecify.annotations.NullMarked;
