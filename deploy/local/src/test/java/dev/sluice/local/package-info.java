/** Tests of the local stack. */
@NullMarked
package dev.sluice.local;

import org.jspecify.annotations.NullMarked;
